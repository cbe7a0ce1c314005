using System.Net;
using Microsoft.Extensions.Configuration;

namespace Linli.Platform;

/// <summary>What settings say of others that we speak to over the network; each room refuses in its own words.</summary>
public static class Remote
{
    /// <summary>An https address without a query; without TLS only this machine, for trying out. Nothing when it is none.</summary>
    public static Uri? Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var uri) && uri.Query.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsHere(uri))) ? uri : null;

    static bool IsHere(Uri uri) => uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip));

    extension(IConfiguration settings)
    {
        /// <summary>A key or a secret: the value itself, or the content of the file that {name}File names. Nothing when neither is named.</summary>
        /// <param name="unreadable">The refusal for a file that cannot be read.</param>
        public string? Secret(string name, Func<string, Refusal> unreadable)
        {
            if (settings[name] is { Length: > 0 } value) return value;
            if (settings[$"{name}File"] is not { Length: > 0 } file) return null;
            try { return File.ReadAllText(file); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw unreadable($"{name}File"); }
        }
    }
}
