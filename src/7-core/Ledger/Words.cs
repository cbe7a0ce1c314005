namespace Linli.Ledger;

/// <summary>How the ledger speaks to people about its accounts and codes.</summary>
readonly record struct Words(string Zh, string En)
{
    /// <summary>Why money moves: a closed list, because the explanation of a figure must know each one.</summary>
    public static readonly IReadOnlyDictionary<string, Words> Codes = new Dictionary<string, Words>
    {
        ["paid"] = new("收款", "payments"),
        ["refunded"] = new("退款", "refunds"),
        ["handed-over"] = new("交货", "hand-overs"),
        ["cost"] = new("销售成本", "costs of goods sold"),
        ["received"] = new("到货", "receipts of goods"),
        ["commission-earned"] = new("佣金", "commissions earned"),
        ["commission-reversed"] = new("佣金扣回", "commissions reversed"),
        ["lost"] = new("损耗", "losses"),
        ["found"] = new("盘盈", "surplus found"),
        ["claim-refunded"] = new("售后退款", "claim refunds"),
        ["withdrawn"] = new("提现", "withdrawals"),
    };

    public static Words Of(string account) => account switch
    {
        "prepaid" => new("预收货款", "Prepaid orders"),
        "sales" => new("销售收入", "Sales"),
        "cost" => new("销售成本", "Cost of goods sold"),
        "stock" => new("库存商品", "Stock"),
        "commissions" => new("团长佣金支出", "Commissions"),
        "losses" => new("损耗", "Losses"),
        "provider:cash" => new("现金", "Cash"),
        "provider:outside" => new("群里收款（团长代收）", "Paid in the group, to the leader"),
        "provider:wechat" => new("微信支付", "WeChat Pay"),
        "provider:testpay" => new("在线支付（测试）", "Online payment (test)"),
        _ when account.StartsWith("provider:", StringComparison.Ordinal) =>
            new($"在线支付 {account[9..]}", $"Online payment {account[9..]}"),
        _ when account.StartsWith("leader:", StringComparison.Ordinal) => new("应付团长", "Owed to a leader"),
        _ when account.StartsWith("supplier:", StringComparison.Ordinal) => new("应付供应商", "Owed to a supplier"),
        _ => throw new InvalidOperationException($"'{account}' is no account of this ledger"),
    };

    public string In(string language) => language == "en" ? En : Zh;
}
