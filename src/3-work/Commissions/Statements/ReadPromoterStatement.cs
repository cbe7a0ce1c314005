using Linli.Members;

namespace Linli.Commissions;

/// <summary>推广佣金对账单: GET /api/commissions/statements/promoter?from=&amp;to= — one's own; days are the shop's, both included.</summary>
static class ReadPromoterStatement
{
    public static async Task<Ok<ReadStatement.Answer>> Handle(
        DateOnly? from, DateOnly? to, int? take, string? after, LinliDb db, Caller caller, Roster roster, Wallet wallet, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(await ReadStatement.Of(
            Purse.Promoter, new(caller.Person), from, to, Paging.Of(take ?? Paging.MostTake, after), db, roster, wallet, clock, ct));
}
