using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>候补名单: PUT /api/campaigns/{campaign}/chains/{chain}/waiting/{key} — somebody has been told that it is too late.</summary>
static class DismissWaiting
{
    public sealed record Body(bool Dismiss);

    public sealed record Shown(string Key, ChainState State);

    public static async Task<Ok<Shown>> Handle(
        CampaignId campaign, ChainId chain, string key, Body body, LinliDb db, Surveying surveying, TimeProvider clock, CancellationToken ct)
    {
        await surveying.Campaign(campaign, ct);
        await surveying.Chain(campaign, chain, ct);
        // A slash in a nickname stays escaped in an address.
        key = key.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var person = await db.Set<ChainPerson>().FirstOrDefaultAsync(p => p.Chain == chain && p.Key == key, ct) ?? throw No.ChainEntryUnknown();
        if (body.Dismiss && person.State == ChainState.Waiting)
        {
            // Its order, if there is one, stays as it is; what was written is known, so that pasting it again asks nothing.
            person.State = person.Order is null ? ChainState.Withdrawn : ChainState.Placed;
            (person.Because, person.At) = (Why.Dismissed, clock.GetUtcNow());
            await db.Commit(ct);
        }

        return TypedResults.Ok(new Shown(key, person.State));
    }
}
