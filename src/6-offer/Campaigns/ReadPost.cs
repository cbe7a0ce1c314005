using Linli.Members;
using Microsoft.Extensions.Configuration;

namespace Linli.Campaigns;

/// <summary>GET /api/campaigns/{campaign}/post — the text a leader pastes into the WeChat group.</summary>
static class ReadPost
{
    /// <param name="Link">The address in it, for a poster's code.</param>
    public sealed record Post(string Text, string Link);

    public static async Task<Ok<Post>> Handle(
        CampaignId campaign, LinliDb db, Caller caller, Roster roster, Posts posts, IConfiguration settings, HttpRequest request, CancellationToken ct)
    {
        var found = await Scope.ToPlan(campaign, db, caller, roster, ct);
        var site = settings["Linli:PublicAddress"] ?? $"{request.Scheme}://{request.Host}";
        return TypedResults.Ok(new Post(await posts.Write(found, site, ct), await posts.Link(found.Id, site, ct)));
    }
}
