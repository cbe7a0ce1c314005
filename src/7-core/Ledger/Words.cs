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
        ["paid-out"] = new("提现付款", "withdrawals paid"),
        ["tax-withheld"] = new("代扣个税", "taxes withheld"),
        ["tax-paid"] = new("缴税", "taxes paid"),
        ["topped-up"] = new("充值", "top-ups"),
        ["paid-from-wallet"] = new("余额支付", "payments from the wallet"),
        ["refunded-to-wallet"] = new("退回余额", "refunds to the wallet"),
        ["points-earned"] = new("赠送积分", "points earned"),
        ["points-spent"] = new("积分抵扣", "points spent"),
        ["points-taken-back"] = new("收回积分", "points taken back"),
        ["points-returned"] = new("退回积分", "points given back"),
        ["points-reversed"] = new("积分扣回", "points taken back"),
        ["points-expired"] = new("积分过期", "points expired"),
        ["coupon-used"] = new("优惠券抵扣", "coupons used"),
        ["discounted"] = new("满减优惠", "discounts"),
        ["rounded"] = new("抹零", "roundings"),
        ["delivery-charged"] = new("配送费", "delivery fees"),
        ["delivery-refunded"] = new("退配送费", "delivery fees given back"),
        ["fee-charged"] = new("手续费", "fees"),
        ["fee-refunded"] = new("退手续费", "fees given back"),
        ["moved-to-bank"] = new("转入银行", "transfers to the bank"),
        ["shared"] = new("分账", "profit shares"),
        ["share-earned"] = new("合作方应得", "partners' shares earned"),
        ["share-unearned"] = new("退款冲回合作方应得", "partners' shares given up for refunds"),
        ["share-returned"] = new("分账回退", "profit shares returned"),
        ["supplier-paid"] = new("付供应商货款", "payments to suppliers"),
        ["supplier-charged"] = new("供应商扣款", "charges to suppliers"),
        ["subsidy-received"] = new("收到补贴", "subsidies received"),
        ["subsidy-spent"] = new("使用补贴", "subsidies spent"),
        ["service-earned"] = new("服务费收入", "service fees"),
        ["service-refunded"] = new("退服务费", "service fees given back"),
        ["dividend-earned"] = new("利润分红", "dividends of leaders"),
        ["bonus-earned"] = new("奖励", "bonuses earned"),
        ["bonus-reversed"] = new("奖励扣回", "bonuses reversed"),
        ["gift-given"] = new("赠品", "gifts"),
        ["difference-found"] = new("对账差额", "differences found"),
        ["corrected"] = new("更正", "corrections"),
    };

    public static Words Of(string account)
    {
        var (name, words) = (Chart.Of(account), Chart.Of(account).Words);
        // Which provider, fund or service it is tells people something; the id of a person does not.
        return name.Name is "provider:" or "subsidy:" or "stream:"
            ? new($"{words.Zh} {account[name.Name.Length..]}", $"{words.En} {account[name.Name.Length..]}") : words;
    }

    /// <summary>With the sign before the currency.</summary>
    public static string Say(Money money) => money < Money.Zero ? $"-{Money.Zero - money}" : money.ToString();

    public string In(string language) => language == "en" ? En : Zh;
}
