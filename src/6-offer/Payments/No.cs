namespace Linli.Payments;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal Unknown() => new(404, "payment.unknown", "没有这笔支付", "There is no such payment");
    public static Refusal IdTaken() =>
        new(409, "payment.id-taken", "这个支付编号已被另一笔支付使用", "This payment id belongs to another payment");
    public static Refusal RefundUnknown() =>
        new(404, "payment.refund-unknown", "没有这笔要人工退的钱", "There is no such refund to be given back by hand");
    public static Refusal SignatureWrong() =>
        new(401, "payment.signature-wrong", "支付通知的签名不对，已拒绝", "The signature of the notification is wrong");
    public static Refusal AmountDiffers() =>
        new(409, "payment.amount-differs", "通知的金额与应付金额不符，已拒绝，请人工核对", "The notified amount differs from what is due; check by hand");
    public static Refusal ProviderUnknown() =>
        new(404, "payment.provider-unknown", "没有这种支付方式", "There is no such way to pay");
    public static Refusal ProviderNotSetUp() =>
        new(409, "payment.provider-not-set-up", "在线支付还没有开通，请选到店付款", "Online payment is not set up; choose to pay at pickup");
    public static Refusal ProviderSilent() =>
        new(503, "payment.provider-silent", "支付通道暂时没有回应，钱没有扣，请稍后再试", "The payment provider does not answer; nothing was charged, try again later")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };
}
