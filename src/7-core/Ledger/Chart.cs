using System.Collections.Frozen;

namespace Linli.Ledger;

/// <summary>What an account counts; assets and expenses grow by debits, the others by credits.</summary>
public enum AccountKind { Asset, Liability, Income, Expense }

/// <summary>One account, or a family of accounts whose names begin alike: "leader:" is all leaders' accounts.</summary>
/// <param name="NeverBelowZero">What is taken out of it, reserved or booked, must have come in before.</param>
sealed record Heading(string Name, AccountKind Kind, Words Words, bool NeverBelowZero = false)
{
    public bool IsFamily => Name[^1] == ':';
}

/// <summary>科目表 — every account there may be. A name that is not in it is a mistake of ours.</summary>
static class Chart
{
    /// <summary>In the order in which a trial balance shows them.</summary>
    public static IReadOnlyList<Heading> All { get; } =
    [
        new("provider:cash", AccountKind.Asset, new("现金", "Cash")),
        new("provider:wechat", AccountKind.Asset, new("微信支付", "WeChat Pay")),
        new("provider:alipay", AccountKind.Asset, new("支付宝", "Alipay")),
        new("provider:bank", AccountKind.Asset, new("银行账户", "Bank account")),
        new("provider:outside", AccountKind.Asset, new("群里收款（团长代收）", "Paid in the group, to the leader")),
        new("provider:testpay", AccountKind.Asset, new("在线支付（测试）", "Online payment (test)")),
        new("provider:", AccountKind.Asset, new("在线支付", "Online payment")),
        new("stock", AccountKind.Asset, new("库存商品", "Stock")),
        new("differences", AccountKind.Asset, new("待查差额", "Differences to be cleared up")),
        new("prepaid", AccountKind.Liability, new("预收货款", "Prepaid orders"), NeverBelowZero: true),
        new("member:", AccountKind.Liability, new("居民余额", "A household's wallet"), NeverBelowZero: true),
        new("points:", AccountKind.Liability, new("居民积分", "A household's points"), NeverBelowZero: true),
        new("subsidy:", AccountKind.Liability, new("专项补贴", "Subsidy fund"), NeverBelowZero: true),
        // They may owe the shop: goods can come back after the commission was paid out. What must not be paid out
        // twice says so itself (Posting.Covered).
        new("leader:", AccountKind.Liability, new("应付团长", "Owed to a leader")),
        new("promoter:", AccountKind.Liability, new("应付推广员", "Owed to a promoter")),
        new("supplier:", AccountKind.Liability, new("应付供应商", "Owed to a supplier")),
        new("split:", AccountKind.Liability, new("应付分账方", "Owed to a partner by profit sharing")),
        new("payouts", AccountKind.Liability, new("提现在途", "Withdrawals on their way")),
        new("tax-withheld", AccountKind.Liability, new("代扣个税（待申报）", "Tax withheld, to be handed on")),
        new("sales", AccountKind.Income, new("销售收入", "Sales")),
        new("delivery-fees", AccountKind.Income, new("配送费收入", "Delivery fees")),
        new("points-breakage", AccountKind.Income, new("过期积分收入", "Points that expired")),
        new("stream:", AccountKind.Income, new("服务收入", "Service income")),
        new("cost", AccountKind.Expense, new("销售成本", "Cost of goods sold")),
        new("losses", AccountKind.Expense, new("损耗", "Losses")),
        new("commissions", AccountKind.Expense, new("团长佣金支出", "Commissions")),
        new("coupons", AccountKind.Expense, new("优惠券支出", "Coupons")),
        new("discounts", AccountKind.Expense, new("满减与抹零", "Discounts")),
        new("points-granted", AccountKind.Expense, new("积分支出", "Points granted")),
        new("partner-shares", AccountKind.Expense, new("合作分账支出", "Shared with partners")),
        new("gifts", AccountKind.Expense, new("赠品支出", "Gifts")),
        new("fees", AccountKind.Expense, new("支付手续费", "Payment fees")),
    ];

    static readonly FrozenDictionary<string, Heading> byName = All.ToFrozenDictionary(h => h.Name, StringComparer.Ordinal);
    static readonly FrozenDictionary<string, Heading>.AlternateLookup<ReadOnlySpan<char>> byPrefix =
        byName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Heading Of(string account)
    {
        if (Find(account) is { } heading) return heading;
        throw new InvalidOperationException($"'{account}' is no account of this ledger");
    }

    /// <summary>Nothing for a name that no account can have.</summary>
    public static Heading? Find(string account)
    {
        if (account.Length > Account.MostName) return null;
        if (byName.TryGetValue(account, out var only)) return only.IsFamily ? null : only;
        var prefix = account.IndexOf(':', StringComparison.Ordinal) + 1;
        return prefix > 0 && prefix < account.Length && byPrefix.TryGetValue(account.AsSpan(0, prefix), out var family) ? family : null;
    }
}
