using Linli.Campaigns;

namespace Linli.Ordering;

/// <summary>确认接龙: PUT /api/campaigns/{campaign}/chains/{chain}/pastes/{paste}/confirmation — does what was shown, once.</summary>
static class ConfirmPaste
{
    /// <param name="Plan">The hash of the plan somebody looked at.</param>
    public sealed record Body(string Plan);

    public static async Task<Ok<ChainOutcome>> Handle(
        CampaignId campaign, ChainId chain, PasteId paste, Body body, LinliDb db, Surveying surveying, Reading reading, Applying applying, Audit audit,
        TimeProvider clock, CancellationToken ct)
    {
        // From here on nobody of this process writes in between, so what is read is still so when it is written.
        await db.Begin(ct);
        var card = await surveying.Campaign(campaign, ct);
        var into = await surveying.Chain(campaign, chain, ct);
        var draft = await db.Set<ChainPaste>().FirstOrDefaultAsync(p => p.Id == paste && p.Chain == chain, ct) ?? throw No.ChainPasteUnknown();
        if (draft.Outcome is { } done)
            return draft.Plan == body.Plan ? TypedResults.Ok(done with { CanUndo = into.LastPaste == paste && card.TakesOrdersAt(clock.GetUtcNow()) }) : throw No.ChainConfirmed();

        var ground = await surveying.Of(card, chain, toChange: true, ct);
        var read = await reading.Of(ground, paste, draft.Text!, draft.Choices, confirmed: false, ct);
        if (read.Plan.Plan != body.Plan) throw No.ChainPlanChanged();

        var (outcome, before) = await applying.Apply(read, paste, ct);
        draft.Confirm(body.Plan, outcome, before, clock.GetUtcNow());
        into.Confirm(paste, clock.GetUtcNow());
        audit.Note("confirm-chain", $"chain {chain.Value}");
        await db.Commit(ct);
        return TypedResults.Ok(outcome);
    }
}
