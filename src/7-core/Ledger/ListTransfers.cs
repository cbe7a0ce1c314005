namespace Linli.Ledger;

/// <summary>账户明细: GET /api/ledger/accounts/{account}/transfers</summary>
static class ListTransfers
{
    public static async Task<Ok<Page<TransferAnswer>>> Handle(
        string account, int? take, string? after, LinliDb db, CancellationToken ct)
    {
        if (!await db.Set<Account>().AnyAsync(a => a.Name == account, ct)) throw No.AccountUnknown();
        var transfers = db.Set<Transfer>().AsNoTracking().Where(t => t.Debit == account || t.Credit == account)
            .OrderByDescending(t => t.At).ThenByDescending(t => t.Id);
        var page = await Paging.Of(take, after).Of(transfers, ct);
        return TypedResults.Ok(page.Select(TransferAnswer.From));
    }
}

sealed record AboutAnswer(string Kind, Guid Id);

/// <param name="Line">The sku of the order line, where there is one.</param>
sealed record TransferAnswer(
    TransferId Id, DateTimeOffset At, DateOnly Day, string Code, TransferKind Kind, string Debit, string Credit,
    Money Amount, AboutAnswer About, Guid? Line, string Text)
{
    public static TransferAnswer From(Transfer t) => new(
        t.Id, t.At, t.Day, t.Code, t.Kind, t.Debit, t.Credit, new(t.Fen), new(t.About, t.AboutId), t.Line, t.Text);
}
