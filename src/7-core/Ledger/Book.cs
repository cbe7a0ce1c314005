namespace Linli.Ledger;

/// <summary>One movement of money from one account to another.</summary>
/// <param name="Id">Made by the caller, once for this movement: the same id is booked once.</param>
/// <param name="Debit">Account that receives: "provider:testpay", "prepaid", "leader:{id}" …</param>
/// <param name="Code">Why: paid, refunded, handed-over, cost, received, commission-earned, commission-reversed, lost.</param>
/// <param name="About">What kind of thing it is about: "order", "purchase-order".</param>
/// <param name="Line">The order line's sku, where there is one.</param>
public sealed record Posting(
    TransferId Id, string Debit, string Credit, Money Amount, string Code,
    string About, Guid AboutId, Guid? Line, string Text, bool Pending = false);

/// <summary>The door of the ledger (账本). The caller commits; all balances always sum to zero.</summary>
public sealed class Book(LinliDb db)
{
    public Task Post(IReadOnlyList<Posting> postings, CancellationToken ct) => throw new InvalidOperationException($"{db} {postings} {ct}");
    public Task Settle(TransferId pending, CancellationToken ct) => throw new InvalidOperationException($"{db} {pending} {ct}");
    public Task Void(TransferId pending, CancellationToken ct) => throw new InvalidOperationException($"{db} {pending} {ct}");
    public Task<Money> Balance(string account, CancellationToken ct) => throw new InvalidOperationException($"{db} {account} {ct}");
}
