namespace Linli.Ordering;

/// <summary>The part of the room's table of contents that is about 接龙.</summary>
static class Chains
{
    static readonly Role[] takers = [Role.Hq, Role.Owner, Role.Clerk, Role.Leader];

    public static void Services(IServiceCollection services)
    {
        services.AddScoped<Surveying>();
        services.AddScoped<Homes>();
        services.AddScoped<Reading>();
        services.AddScoped<Applying>();
    }

    public static void Tables(ModelBuilder model)
    {
        model.Owned<Chain>("ordering_chains", c => c.Id, row =>
        {
            row.Index(c => c.Campaign);
            row.Property(c => c.Name).HasMaxLength(Chain.LongestName);
        });
        model.Owned<ChainPaste>("ordering_chain_pastes", p => p.Id, row =>
        {
            row.Index(p => p.Chain);
            row.Index(p => new { p.ConfirmedAt, p.At });
            row.Property(p => p.Hash).HasMaxLength(64);
            row.Property(p => p.Plan).HasMaxLength(64);
            row.Json(p => p.Choices);
            row.Json(p => p.Outcome);
            row.Json(p => p.Before);
            row.Json(p => p.Undone);
        });
        model.Owned<ChainPerson>("ordering_chain_entries", p => new { p.Chain, p.Key }, row =>
        {
            row.Index(p => p.Order);
            row.Property(p => p.Key).HasMaxLength(ChainPerson.LongestKey);
            row.Json(p => p.Said);
            row.Json(p => p.Applied);
            row.Json(p => p.Because);
            row.Ignore(p => p.Image);
        });
        model.Owned<ChainAlias>("ordering_chain_aliases", a => new { a.Leader, a.Kind, a.Word }, row =>
        {
            row.Property(a => a.Word).HasMaxLength(ChainAlias.LongestWord);
            row.Property(a => a.Text).HasMaxLength(ChainAlias.LongestWord);
        });
    }

    public static void Endpoints(IEndpointRouteBuilder api)
    {
        var chains = api.MapGroup("/campaigns/{campaign}/chains").WithTags("Chains");
        chains.MapGet("", ListChains.Handle).For(takers).Says("The chains of a campaign, one per WeChat group", no: ["campaign.unknown"]);
        chains.MapGet("/{chain}", ReadChain.Handle).For(takers)
            .Says("The people of a chain with their orders; audited", no: ["campaign.unknown", "chain.unknown"]);
        chains.MapPut("/{chain}/pastes/{paste}", PasteChain.Handle).For(takers).Heavy().Says("Paste a chain and see what it would do", PasteChain.Example, [
            "campaign.unknown", "chain.too-long", "chain.nothing-in-it", "chain.id-taken", "chain.name-wrong", "chain.too-many", "chain.choice-wrong",
            "chain.confirmed", "chain.group-deal"]);
        chains.MapPut("/{chain}/pastes/{paste}/confirmation", ConfirmPaste.Handle).For(takers)
            .Says("Do what the paste showed", new ConfirmPaste.Body("5D3C…"), [
                "campaign.unknown", "chain.unknown", "chain.paste-unknown", "chain.plan-changed", "chain.confirmed"]);
        chains.MapPut("/{chain}/pastes/{paste}/undo", UndoPaste.Handle).For(takers)
            .Says("Take the chain's last confirmed paste back, before cut-off", no: [
                "campaign.unknown", "chain.unknown", "chain.paste-unknown", "chain.cannot-undo"]);
        chains.MapPut("/{chain}/waiting/{key}", DismissWaiting.Handle).For(takers)
            .Says("Take somebody off the waiting list", new DismissWaiting.Body(true), ["campaign.unknown", "chain.unknown", "chain.entry-unknown"]);
    }
}

public readonly record struct ChainId(Guid Value) : IId<ChainId>
{
    public static bool TryParse(string? text, out ChainId id) => Id.TryParse(text, out id);
}

public readonly record struct PasteId(Guid Value) : IId<PasteId>
{
    public static bool TryParse(string? text, out PasteId id) => Id.TryParse(text, out id);
}
