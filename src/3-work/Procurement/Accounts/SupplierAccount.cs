using Linli.Catalog;
using Linli.Ledger;
using Linli.Members;

namespace Linli.Procurement;

/// <summary>Payment: money went to the supplier. Charge: the supplier bears something, for bad goods or a fee, and is owed that much less.</summary>
enum SupplierEntryKind { Payment, Charge }

/// <summary>From which purse a payment was made; not the till, whose cash is counted against what people took.</summary>
enum PaidFrom { Bank, Wechat, Alipay }

/// <summary>
/// What is owed to a supplier is an account of the ledger; what a person books on it is a transfer under the number the person's
/// screen made, so that it is booked once, and is taken back by another one, never changed.
/// </summary>
static class SupplierAccount
{
    public const string Family = "supplier:", About = "supplier", OfOrder = "order";
    public const int LongestText = 100;
    public static readonly Money Most = new(100_000_000);

    public static string Of(SupplierId supplier) => Family + supplier.Value;

    public static SupplierId? SupplierOf(string account) => Guid.TryParse(account.AsSpan(Family.Length), out var id) ? new SupplierId(id) : null;

    /// <summary>What a household complained about in its own words is for the shop alone: people write names and doors into it.</summary>
    public static string TextOf(StatementEntry entry, bool forSupplier) =>
        forSupplier && entry.About == OfOrder ? entry.Text.Split('：')[0] : entry.Text;

    /// <summary>The whole shop's people see every supplier's account, a supplier its own.</summary>
    public static async Task<string> Named(SupplierId supplier, Caller caller, Roster roster, Goods goods, CancellationToken ct)
    {
        if (!caller.SeesTheWholeShop && await roster.SupplierOf(new(caller.Person), ct) != supplier.Value) throw No.SupplierUnknown();
        return (await goods.SupplierNames(ct)).GetValueOrDefault(supplier) ?? throw No.SupplierUnknown();
    }
}
