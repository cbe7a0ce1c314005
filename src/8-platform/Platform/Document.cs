using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linli.Platform;

/// <summary>The API document at /api/openapi.json: summaries, who may call, refusal codes, examples.</summary>
static partial class Document
{
    // Examples make their ids when the process starts; the document is the same every time.
    const string someId = "01900000-0000-7000-8000-000000000001";

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex AnId();

    public static void AddLinliDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        // Every slice has a Body: PlaceOrder.Body is PlaceOrderBody outside.
        options.CreateSchemaReferenceId = info => OpenApiOptions.CreateDefaultSchemaReferenceId(info) is { } name
            ? info.Type.DeclaringType is { } slice && !info.Type.IsGenericType ? slice.Name + name : name
            : null;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Linli 邻里", Version = "1", Description = "Money is a whole number of fen; moments are UTC; ids are UUIDv7 made by the client." };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(Money)) (schema.Type, schema.Format, schema.Description) = (JsonSchemaType.Integer, "int64", "fen");
            else if (type.IsValueType && type.GetInterface(typeof(IId<>).Name) is not null)
                (schema.Type, schema.Format, schema.Properties) = (JsonSchemaType.String, "uuid", null);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<Saying>().LastOrDefault() is { } saying) Describe(operation, saying);
            if (metadata.OfType<Allowed>().LastOrDefault() is { } allowed)
                operation.Description = (allowed switch
                {
                    { Open: true } => "Anyone.",
                    { Roles.Count: 0 } => "Anybody signed in.",
                    _ => $"Roles: {string.Join(", ", allowed.Roles.Select(r => r.ToString().ToLowerInvariant()))}.",
                }) + (operation.Description is { Length: > 0 } more ? " " + more : "");
            return Task.CompletedTask;
        });
    });

    static void Describe(OpenApiOperation operation, Saying saying)
    {
        operation.Summary = saying.Summary;
        if (saying.No.Count > 0) operation.Description = "Refusals: " + string.Join(", ", saying.No) + ".";
        if (saying.Example is null || operation.RequestBody?.Content is not { } content) return;
        foreach (var media in content.Values)
            media.Example = JsonNode.Parse(AnId().Replace(JsonSerializer.Serialize(saying.Example, Json.Options), someId));
    }
}
