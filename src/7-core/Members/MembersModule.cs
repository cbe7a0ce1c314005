namespace Linli.Members;

/// <summary>会员 — the people and households: residents, group leaders, staff, and how they sign in.</summary>
public sealed class MembersModule : Module
{
    public override void Services(IServiceCollection services) { }
    public override void Tables(ModelBuilder model) { }
    public override void Endpoints(IEndpointRouteBuilder api) { }
}

public readonly record struct MemberId(Guid Value) : IId<MemberId>
{
    public static bool TryParse(string? text, out MemberId id) => Id.TryParse(text, out id);
}

public readonly record struct HouseholdId(Guid Value) : IId<HouseholdId>
{
    public static bool TryParse(string? text, out HouseholdId id) => Id.TryParse(text, out id);
}

