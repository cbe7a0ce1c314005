using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Linli.Host;

/// <summary>Serves the two apps, when they have been built: residents at /, staff at /console.</summary>
static partial class Apps
{
    public static void AddApps(this WebApplicationBuilder builder)
    {
        // The fastest level would cost people on a slow line a tenth of a second more; this one costs the host a few milliseconds.
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
        });
    }

    public static void MapApps(this WebApplication app)
    {
        app.UseResponseCompression();
        // A short link fits into a small QR and a group's message; the app asks what it stands for.
        app.MapGet("/s/{shop}/{code}", (string shop, string code) => Results.Redirect($"/?shop={Uri.EscapeDataString(shop)}&s={Uri.EscapeDataString(code)}"))
            // an address for people, not part of the API
            .ExcludeFromDescription();
        Serve(app, "Console", "/console");
        Serve(app, "Resident", "");
    }

    static void Serve(WebApplication app, string name, string path)
    {
        if (app.Configuration[$"Linli:Apps:{name}"] is not { Length: > 0 } folder || !Directory.Exists(folder)) return;
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        if (path.Length > 0) app.Use((context, next) => OnePage(context, path, next));
        else if (FirstPage.Of(files) is { } first) app.Use((context, next) => first.Answer(context, next));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, RequestPath = path });
        app.Use((context, next) => Packed(context, path, files, next));
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            RequestPath = path,
            ContentTypeProvider = new KnownWhenPacked(),
            OnPrepareResponse = answer =>
            {
                if (answer.File.Name.EndsWith(".br", StringComparison.Ordinal))
                {
                    answer.Context.Response.Headers.ContentEncoding = "br";
                    answer.Context.Response.Headers.Vary = "Accept-Encoding";
                }

                // Built files carry a hash in their name; the page that names them does not.
                var headers = answer.Context.Response.Headers;
                var isPage = answer.File.Name.EndsWith(".html", StringComparison.Ordinal);
                // Its name must stay, or browsers would keep an old one for ever.
                var isWorker = answer.File.Name == "sw.js";
                headers.CacheControl = isPage || isWorker ? "no-cache" : "public, max-age=31536000, immutable";
                if (isWorker) headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'";
                if (isPage) headers.ContentSecurityPolicy = PolicyOf(answer.File);
            },
        });
    }

    // Every screen has an address of its own, so that it can be shared; all of them are the one page that was built.
    static Task OnePage(HttpContext context, string path, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments(path, out var rest) && !Path.HasExtension(rest.Value))
            request.Path = $"{path}/index.html";
        return next(context);
    }

    // What the build has packed already, smaller than could be done while somebody waits, goes out as it lies there.
    static Task Packed(HttpContext context, string path, PhysicalFileProvider files, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && request.Path.StartsWithSegments(path, out var rest) && rest.Value is { Length: > 1 } && files.GetFileInfo(rest.Value + ".br").Exists)
            request.Path += ".br";
        return next(context);
    }

    /// <summary>x.js.br is a script, packed.</summary>
    sealed class KnownWhenPacked : IContentTypeProvider
    {
        readonly FileExtensionContentTypeProvider known = new();

        public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType) =>
            known.TryGetContentType(subpath.EndsWith(".br", StringComparison.Ordinal) ? subpath[..^3] : subpath, out contentType);
    }

    static string PolicyOf(IFileInfo page)
    {
        using var reader = new StreamReader(page.CreateReadStream());
        return PolicyOf(reader.ReadToEnd());
    }

    /// <summary>A page may run the scripts that were built into it, named by their hash, and no others.</summary>
    public static string PolicyOf(string page) =>
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; "
        + "base-uri 'self'; form-action 'self'; script-src 'self'" + string.Concat(InlineScript().Matches(page)
            .Select(m => $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(m.Groups[1].Value)))}'"));

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex InlineScript();
}
