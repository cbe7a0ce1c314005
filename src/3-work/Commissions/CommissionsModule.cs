using Linli.Ordering;

namespace Linli.Commissions;

/// <summary>佣金 — what leaders earn when goods are picked up, and give back when money goes back.</summary>
public sealed class CommissionsModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.When<LinesHandedOver>(WhenLinesHandedOver.Earn);
        services.When<LineRefunded>(WhenLineRefunded.Reverse);
    }

    public override void Tables(ModelBuilder model) =>
        model.Owned<CommissionLine>("commissions_lines", l => l.Id, row =>
        {
            row.Index(l => new { l.Leader, l.At });
            row.Index(l => new { l.Order, l.Sku });
            row.Property(l => l.Number).HasMaxLength(12);
            row.Property(l => l.Name).HasMaxLength(CommissionLine.LongestName);
        });

    public override void Endpoints(IEndpointRouteBuilder api) =>
        api.MapGet("/commissions/statements", ReadStatement.Handle).For(Role.Leader, Role.Hq, Role.Owner)
            .WithTags("Commissions").Says("A leader's commissions by day, down to order lines", no: [
                "commission.leader-missing", "commission.leader-unknown", "commission.not-yours",
                "commission.days-wrong"]);
}

public readonly record struct CommissionLineId(Guid Value) : IId<CommissionLineId>
{
    public static bool TryParse(string? text, out CommissionLineId id) => Id.TryParse(text, out id);
}
