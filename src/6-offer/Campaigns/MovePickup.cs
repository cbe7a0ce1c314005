using Linli.Members;

namespace Linli.Campaigns;

/// <summary>改取货时间: PUT /api/campaigns/{campaign}/pickup-window</summary>
static class MovePickup
{
    /// <param name="Reason">What households are told.</param>
    public sealed record Body(DateTimeOffset From, DateTimeOffset To, string Reason = "");

    /// <param name="Text">To paste into the group.</param>
    public sealed record Shown(DateTimeOffset From, DateTimeOffset To, string Text);

    public static Body Example { get; } = new(new(2026, 5, 3, 9, 0, 0, default), new(2026, 5, 3, 13, 0, 0, default), "货车晚到");

    public static async Task<Ok<Shown>> Handle(
        CampaignId campaign, Body body, LinliDb db, Caller caller, Roster roster, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var reason = body.Reason.Trim();
        if (reason.Length > Campaign.LongestReason) throw No.PickupWrong();
        var found = await Scope.ToPlan(campaign, db, caller, roster, ct);
        if (found.MovePickup(body.From, body.To, clock.GetUtcNow()) && found.PublishedAt is not null)
        {
            db.Raise(new PickupMoved(campaign, body.From, body.To, reason), campaign.Value);
            audit.Note("move-pickup", $"campaign {campaign.Value}");
        }

        await db.Commit(ct);
        return TypedResults.Ok(new Shown(found.PickupFrom, found.PickupTo, Text(found, reason)));
    }

    static string Text(Campaign campaign, string reason) =>
        $"🕓“{campaign.Title}”取货时间改到 {PostText.Window(campaign)}{(reason.Length > 0 ? $"（{reason}）" : "")}，给大家添麻烦了 🙏 来不了的可以请邻居代取，或者告诉我一声。";
}
