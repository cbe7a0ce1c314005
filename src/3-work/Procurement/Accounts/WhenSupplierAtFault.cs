using Linli.Ledger;
using Linli.Ordering;

namespace Linli.Procurement;

/// <summary>
/// The supplier bears a claim: it is owed that much less. An entry of its account like one by hand, and taken back like one.
/// </summary>
static class WhenSupplierAtFault
{
    public static async Task Charge(SupplierAtFault fact, Book book, CancellationToken ct)
    {
        var text = $"售后 {fact.Number} {fact.Name}：{fact.Reason}";
        await book.Post([new(
            new(Id.Derived(fact.Claim.Value, "supplier")), SupplierAccount.Of(fact.Supplier), "losses", fact.Charge, "supplier-charged",
            SupplierAccount.OfOrder, fact.Order.Value, fact.Sku.Value, text.Length > 200 ? text[..200] : text)], ct);
    }
}
