using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;

namespace Linli.Host;

/// <summary>Serves the two apps, when they have been built: residents at /, staff at /console.</summary>
static class Apps
{
    public static void AddApps(this WebApplicationBuilder builder) => builder.Services.AddResponseCompression(compression =>
    {
        compression.EnableForHttps = true;
        compression.Providers.Add<BrotliCompressionProvider>();
        compression.Providers.Add<GzipCompressionProvider>();
        compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
    });

    public static void MapApps(this WebApplication app)
    {
        app.UseResponseCompression();
        Serve(app, "Console", "/console");
        Serve(app, "Resident", "");
    }

    static void Serve(WebApplication app, string name, string path)
    {
        if (app.Configuration[$"Linli:Apps:{name}"] is not { Length: > 0 } folder || !Directory.Exists(folder)) return;
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, RequestPath = path });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            RequestPath = path,
            OnPrepareResponse = answer =>
            {
                // Built files carry a hash in their name; the page that names them does not.
                var headers = answer.Context.Response.Headers;
                var isPage = answer.File.Name.EndsWith(".html", StringComparison.Ordinal);
                headers.CacheControl = isPage ? "no-cache" : "public, max-age=31536000, immutable";
                if (isPage)
                    headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
                        + "font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
            },
        });
    }
}
