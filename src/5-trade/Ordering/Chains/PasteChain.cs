using System.Diagnostics;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;

namespace Linli.Ordering;

/// <summary>粘贴接龙: PUT /api/campaigns/{campaign}/chains/{chain}/pastes/{paste} — shows what a text would do, and does nothing.</summary>
static class PasteChain
{
    /// <param name="Name">What the WeChat group is called; as before when left out.</param>
    public sealed record Body(string Text, string? Name = null, IReadOnlyList<ChainChoice>? Choices = null);

    public static Body Example { get; } = new("#接龙\n今天的蔬菜\n1. 小王 番茄2斤\n2. 李姐 3-2-501 鸡蛋1盒", "东门群");

    public static async Task<Ok<ChainPlan>> Handle(
        CampaignId campaign, ChainId chain, PasteId paste, Body body, LinliDb db, Caller caller, Surveying surveying, Reading reading, Audit audit,
        TimeProvider clock, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var card = await surveying.Campaign(campaign, ct);
        if (card.Kind == CampaignKind.GroupDeal) throw No.ChainGroupDeal();
        if (body.Text.Trim().Length == 0) throw No.ChainEmpty();
        if (body.Name?.Trim().Length > Chain.LongestName) throw No.ChainNameWrong(Chain.LongestName);
        var choices = body.Choices ?? [];
        if (choices.Count > ChainReader.MostEntries) throw No.ChainChoiceWrong("", "选择太多", "too many choices");

        var hash = Reading.Fingerprint(body.Text, choices);
        var (into, draft) = await Find(campaign, chain, paste, db, ct);
        if (draft is { ConfirmedAt: not null } && draft.Hash != hash) throw No.ChainConfirmed();
        var ground = await surveying.Of(card, chain, toChange: false, ct);
        var read = await reading.Of(ground, paste, body.Text, choices, draft is { ConfirmedAt: not null }, ct);
        if (draft is { ConfirmedAt: not null }) return TypedResults.Ok(read.Plan with { TookMs = (int)watch.ElapsedMilliseconds });

        var now = clock.GetUtcNow();
        if (into is null)
        {
            if (await db.Set<Chain>().CountAsync(c => c.Campaign == campaign, ct) >= Chain.MostOfCampaign) throw No.ChainTooMany(Chain.MostOfCampaign);
            db.Add(into = new Chain { Id = chain, Campaign = campaign, MadeAt = now, Name = "" });
        }

        if (body.Name?.Trim() is { } name) into.Name = name;
        if (draft is null)
        {
            db.Add(draft = new ChainPaste { Id = paste, Chain = chain, By = new(caller.Person), At = now });
            audit.Note("read-chain", $"chain {chain.Value}");
            await DropOld(db, now, ct);
        }

        (draft.By, draft.At) = (new(caller.Person), now);
        draft.Draft(body.Text, hash, choices);
        await db.Commit(ct);
        return TypedResults.Ok(read.Plan with { TookMs = (int)watch.ElapsedMilliseconds });
    }

    static async Task<(Chain? Chain, ChainPaste? Paste)> Find(CampaignId campaign, ChainId chain, PasteId paste, LinliDb db, CancellationToken ct)
    {
        var into = await db.Set<Chain>().FirstOrDefaultAsync(c => c.Id == chain, ct);
        var draft = await db.Set<ChainPaste>().FirstOrDefaultAsync(p => p.Id == paste, ct);
        if ((into is not null && into.Campaign != campaign) || (draft is not null && draft.Chain != chain)) throw No.ChainIdTaken();
        return (into, draft);
    }

    static async Task DropOld(LinliDb db, DateTimeOffset now, CancellationToken ct)
    {
        var old = now - ChainPaste.KeepDrafts;
        await db.Begin(ct);
        await db.Set<ChainPaste>().Where(p => p.ConfirmedAt == null && p.At < old).ExecuteDeleteAsync(ct);
    }
}
