namespace Linli.Ledger;

/// <summary>账本 — double entry: every fen that moves, and why.</summary>
public sealed class LedgerModule : Module
{
    public override void Services(IServiceCollection services) { }
    public override void Tables(ModelBuilder model) { }
    public override void Endpoints(IEndpointRouteBuilder api) { }
}

public readonly record struct TransferId(Guid Value) : IId<TransferId>
{
    public static bool TryParse(string? text, out TransferId id) => Id.TryParse(text, out id);
}

