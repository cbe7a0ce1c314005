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
    public static Refusal PaidTwice() =>
        new(409, "payment.paid-twice", "同一笔支付收到了两笔钱，请到支付通道后台核对并退回一笔", "One payment was paid twice; look in the provider's console and give one back");
    public static Refusal TooManyTogether(int most) => new(409, "payment.too-many-together",
        $"合并的订单太多：分账的店一次最多合并 {most} 单，请分几次付", $"Too many orders at once: a shop that shares its payments takes {most} together");
    public static Refusal AppNotBound() => new(409, "payment.app-not-bound",
        "本店的小程序还没有关联收款的商户号，请改用扫码或现金付款，并告诉店主",
        "The shop's own app is not bound to the merchant that takes the money; pay by QR or cash, and tell the shop owner");
    public static Refusal NotOurs() =>
        new(409, "payment.not-ours", "通知里的商户号或应用号不是本店的，已拒绝", "The notification names another merchant or app");
    public static Refusal WayNotOffered() =>
        new(409, "payment.way-not-offered", "这种支付方式不支持这样付款，请换一种", "This provider cannot be paid in this way; choose another");
    public static Refusal PayerNeeded() =>
        new(422, "payment.payer-needed", "在微信里付款需要先用微信登录", "Paying inside WeChat needs a WeChat sign-in first");
    public static Refusal ProviderRefused(string code) =>
        new(409, "payment.provider-refused", $"支付通道不接受（{code}），钱没有扣，请换一种方式或联系店主", $"The payment provider refuses ({code}); nothing was charged");
    public static Refusal PayoutUnknown() => new(404, "payout.unknown", "没有这笔转账", "There is no such payout");
    public static Refusal PayoutIdTaken() =>
        new(409, "payout.id-taken", "这个转账编号已被另一笔转账使用", "This payout id belongs to another payout");
    public static Refusal PayoutNotSetUp() =>
        new(409, "payout.not-set-up", "微信转账还没有开通，请店主先设置微信支付", "Payouts are not set up; the owner must set up WeChat Pay first");
    public static Refusal PayoutWrong() =>
        new(422, "payout.wrong", "转账要有收款人的微信和至少 0.10 元；满 2000 元要有实名", "A payout needs an openid and at least 0.10; from 2,000.00 a real name too");
    public static Refusal PayoutOver() =>
        new(409, "payout.over", "这笔转账已经结束，不能撤回", "This payout is over and cannot be taken back");
    public static Refusal SharingNotSetUp() => new(409, "sharing.not-set-up",
        "分账还没有开通：请先在微信商户平台开通分账，再设置 WeChatPay:SharesProfit=true", "Profit sharing is not set up; open it on the merchant platform, then set WeChatPay:SharesProfit=true");
    public static Refusal PartnerWrong() => new(422, "sharing.partner-wrong",
        "请填分账方的商户号（8–32 位数字）、商户全称、0.01%–30% 的比例和 0–25 天，最多 20 个分账方", "Give the partner's merchant number, its full name, 0.01 to 30 % and 0 to 25 days; at most 20 partners");
    public static Refusal PartnerIdTaken() => new(409, "sharing.partner-taken",
        "这个商户已经是分账方，请在名单里修改它", "This merchant is a partner already; change it in the list");
    public static Refusal SharesTooHigh(int percent) => new(422, "sharing.too-high",
        $"所有分账方合计不能超过 {percent}%（微信的上限），请调低比例", $"All partners together get at most {percent} %; lower a rate");
    public static Refusal SettingMissing(string name) =>
        new(422, "payment.setting-missing", $"微信支付没有设置好：缺少 {name}", $"WeChat Pay is not set up: {name} is missing");
    public static Refusal KeyFileUnreadable(string name) =>
        new(422, "payment.key-file-unreadable", $"读不到 {name} 指的文件，请检查路径和权限", $"The file named by {name} cannot be read; check its path and rights");
    public static Refusal KeyWrong(string name) => new(422, "payment.key-wrong",
        $"{name} 不是可用的 RSA 密钥，请用商户平台下载的 PEM 文件（apiclient_key.pem）", $"{name} is no usable RSA key; use the PEM file from the merchant platform");
    public static Refusal KeyShort(string name, int bits) => new(422, "payment.key-short",
        $"{name} 只有 {bits} 位，至少要 2048 位，请重新申请证书", $"{name} has {bits} bits, at least 2048 are needed; apply for a new certificate");
    public static Refusal CertificateWrong() => new(422, "payment.certificate-wrong",
        "WeChatPay:CertificateFile 不是证书，请用 apiclient_cert.pem", "WeChatPay:CertificateFile is no certificate; use apiclient_cert.pem");
    public static Refusal CertificateDiffers() => new(422, "payment.certificate-differs",
        "商户证书和私钥不是一对，请用同一次申请得到的两个文件", "The certificate does not belong to the private key; use both files of one application");
    public static Refusal SerialDiffers(string serial) => new(422, "payment.serial-differs",
        $"WeChatPay:Serial 和证书不符，证书的序列号是 {serial}", $"WeChatPay:Serial is not the certificate's, which is {serial}");
    public static Refusal ApiKeyWrong(int bytes) => new(422, "payment.api-key-wrong",
        $"APIv3 密钥要 32 个字节，现在是 {bytes} 个，请在商户平台“API安全”里核对", $"The APIv3 key has {bytes} bytes and must have 32; look under API security");
    public static Refusal PublicKeyIdWrong() => new(422, "payment.public-key-id-wrong",
        "WeChatPay:PublicKeyId 应以 PUB_KEY_ID_ 开头，请从商户平台复制", "WeChatPay:PublicKeyId must begin with PUB_KEY_ID_; copy it from the merchant platform");
    public static Refusal AddressWrong(string name) => new(422, "payment.address-wrong",
        $"{name} 要是 https 地址，不能带问号", $"{name} must be an https address without a query");
    public static Refusal AlipaySettingMissing(string name) => new(422, "alipay.setting-missing",
        $"支付宝没有设置好：缺少 {name}", $"Alipay is not set up: {name} is missing");
    public static Refusal AlipayAppWrong() => new(422, "alipay.app-wrong",
        "Alipay:AppId 应是开放平台上的应用号（16 位以上数字），请从“应用详情”复制", "Alipay:AppId must be the application's number (16 digits or more); copy it from the open platform");
    public static Refusal AlipaySellerWrong() => new(422, "alipay.seller-wrong",
        "Alipay:SellerId 应是 2088 开头的 16 位商户号", "Alipay:SellerId must be the 16 digits beginning with 2088");
    public static Refusal AlipayKeyWrong(string name) => new(422, "alipay.key-wrong",
        $"{name} 不是可用的 RSA 密钥：应用私钥用密钥工具生成的（PKCS1、PKCS8 都行），支付宝公钥从开放平台复制",
        $"{name} is no usable RSA key; the private one is made by Alipay's key tool (PKCS#1 or #8), Alipay's public one is copied from the open platform");
    public static Refusal AlipayKeyIsOurs() => new(422, "alipay.key-is-ours",
        "Alipay:AlipayPublicKey 填成了应用公钥；请在开放平台上传应用公钥后，复制它给出的“支付宝公钥”", "Alipay:AlipayPublicKey is our own public key; copy the one that the open platform shows as Alipay's");
    public static Refusal ProviderSilent() =>
        new(503, "payment.provider-silent", "支付通道暂时没有回应，钱没有扣，请稍后再试", "The payment provider does not answer; nothing was charged, try again later")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };
}
