namespace Linli.Members;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal NotSure() => new(422, "account.not-sure", "请先确认要注销账号", "Say that you are sure to close the account");
    public static Refusal NotClosedYet(string why, string english) => new(409, "account.not-yet",
        $"现在还不能注销：{why}", $"It cannot be closed yet: {english}");
    /// <summary>The same for an unknown phone, a wrong password, a wrong code and somebody who left.</summary>
    public static Refusal Wrong() => new(401, "sign-in.wrong",
        "手机号、密码或验证码不对，请核对后再试", "The phone, password or code is wrong; please check and try again");
    public static Refusal LockedOut(int minutes) => new(409, "sign-in.locked-out",
        $"试错次数太多，请 {minutes} 分钟后再试", $"Too many wrong attempts; try again in {minutes} minutes");
    public static Refusal TotpNeeded() =>
        new(401, "sign-in.totp-needed", "请再输入验证器上的 6 位动态口令", "Please also enter the 6 digits of your authenticator");
    public static Refusal OneProof() =>
        new(422, "sign-in.one-proof", "请用密码或验证码其中一种登录", "Sign in with either a password or a code");
    public static Refusal ShopUnknown() => new(404, "sign-in.shop-unknown",
        "没有找到这家店，请用店里发的链接打开", "There is no such shop; open the link you got from the shop");
    public static Refusal Expired() =>
        new(401, "sign-in.expired", "登录已经过期，请重新登录", "Your sign-in has ended; please sign in again");

    public static Refusal WeChatNotSetUp() => new(409, "wechat.not-set-up",
        "店里还没有开通微信登录，请用手机号登录", "WeChat is not set up here; sign in by phone");
    public static Refusal WeChatCode() => new(422, "wechat.code-wrong",
        "微信登录的凭证过期或用过了，请再点一次", "The code from WeChat has expired or was used; please try once more");
    public static Refusal WeChatStranger() => new(404, "wechat.stranger",
        "第一次用微信登录，请先验证手机号", "The first time, please also show your phone number");
    public static Refusal WeChatPhone() => new(422, "wechat.phone-not-given",
        "没有拿到微信里的手机号，请改用短信验证码登录", "WeChat did not give your phone number; sign in by SMS code instead");
    public static Refusal WeChatTaken() => new(409, "wechat.taken",
        "这个微信已绑定店里的另一个手机号，请用那个手机号登录后解绑，或联系店主", "This WeChat belongs to another phone here; unbind it there first, or ask the shop owner");
    public static Refusal WeChatBlocked() => new(403, "wechat.blocked",
        "微信认为这个账号有风险，请改用手机号登录", "WeChat considers this account risky; sign in by phone instead");
    public static Refusal WeChatRefusesUs(int code) => new(409, "wechat.refuses-us",
        $"微信不认店里的小程序设置（{code}），请用手机号登录并告诉店主", $"WeChat does not accept this shop's settings ({code}); sign in by phone and tell the shop owner");
    public static Refusal WeChatBusy() => new(429, "wechat.busy", "登录太频繁了，请一分钟后再试", "Too many sign-ins; try again in a minute")
    { RetryAfter = TimeSpan.FromMinutes(1) };
    public static Refusal WeChatSilent() => new(503, "wechat.silent", "微信暂时没有回应，请再试一次，或用手机号登录", "WeChat does not answer; try again, or sign in by phone")
    { RetryAfter = TimeSpan.FromSeconds(3) };
    public static Refusal AppIdWrong(string name) => new(422, "wechat.app-id-wrong",
        $"{name} 应是 wx 开头的 18 位应用号，请从公众平台“开发管理”复制", $"{name} must be the 18 characters beginning with wx; copy it from the WeChat platform");
    public static Refusal AppSecretWrong(string name) => new(422, "wechat.app-secret-wrong",
        $"{name} 要是 32 位的 AppSecret（也可用 {name}File 指向文件），请在公众平台重置后填入", $"{name} must be the AppSecret of 32 characters (or name its file); set it anew on the WeChat platform");
    public static Refusal OwnVersionWrong() => new(422, "wechat.own-version-wrong",
        "请选正式版、体验版或开发版", "Choose release, trial or develop");
    public static Refusal WeChatAddressNotListed(string why) => new(409, "wechat.address-not-listed",
        $"公众平台不认这台服务器：请在“开发管理 → 开发设置 → IP 白名单”里加上微信看到的地址（{why}）",
        $"WeChat does not accept this server: add the address it saw to the IP allow-list on the WeChat platform ({why})");
    public static Refusal WeChatVersionWrong() => new(422, "wechat.version-wrong",
        "WeChat:MiniProgram:Version 只能是 release（正式版）、trial（体验版）或 develop（开发版）", "WeChat:MiniProgram:Version must be release, trial or develop");
    public static Refusal WeChatAddressWrong(string name) => new(422, "wechat.address-wrong",
        $"{name} 要是 https 地址，不能带问号", $"{name} must be an https address without a query");

    public static Refusal SmsIdTaken() =>
        new(409, "sms.id-taken", "这次请求已用于另一个手机号", "This request was already used for another phone");
    public static Refusal SmsTooMany(TimeSpan wait) => new(429, "sms.too-many",
        "验证码发得太频繁，请过几分钟再要", "Too many codes were sent; ask again in a few minutes")
    { RetryAfter = wait };
    public static Refusal SmsNotSetUp() => new(503, "sms.not-set-up",
        "店里还没有开通短信，请联系店主", "This shop cannot send messages yet; please ask the shop owner");
    public static Refusal SmsNotSent() => new(503, "sms.not-sent",
        "短信没有发出去，请过一会儿再试", "The message could not be sent; try again in a moment")
    { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Refusal Phone() => new(422, "person.phone",
        "请填 11 位手机号，例如 13812345678", "Please give a mobile number of 11 digits, like 13812345678");
    public static Refusal PhoneTaken() => new(409, "person.phone-taken",
        "这个手机号已经是店里另一个人的，请在名单里找到他来修改", "Another person here has this phone; find and change that person instead");
    public static Refusal Roles() => new(422, "person.roles", "请至少选一个角色", "Please choose at least one role");
    public static Refusal OnlyHqMakesHq() =>
        new(403, "person.only-hq-makes-hq", "只有总部能任命或修改总部人员", "Only headquarters may appoint or change headquarters people");
    public static Refusal NotYourself() => new(409, "person.not-yourself",
        "不能停用自己或拿掉自己的管理角色，请让另一位管理员来做", "You cannot disable yourself or drop your own rights; ask another owner");
    public static Refusal Neighbourhoods(int most) => new(422, "person.neighbourhoods",
        $"请给团长选 1 到 {most} 个本店的小区", $"Please choose 1 to {most} neighbourhoods of this shop for a leader");
    public static Refusal SupplierMissing() =>
        new(422, "person.supplier-missing", "请选这个人代表哪家供应商", "Please choose the supplier this person acts for");

    public static Refusal PasswordLength(int least, int most) => new(422, "password.length",
        $"密码要 {least} 到 {most} 位", $"A password has {least} to {most} characters");
    public static Refusal PasswordWrong() => new(422, "password.wrong", "原密码不对", "The old password is wrong");
    public static Refusal TotpWrong() => new(422, "totp.wrong",
        "动态口令不对或已经用过，请等下一个", "The one-time password is wrong or was used; wait for the next one");
    public static Refusal TotpSecret() => new(422, "totp.secret", "请重新取一个密钥", "Please ask for a new secret");
    public static Refusal TotpAlreadyOn() =>
        new(409, "totp.already-on", "两步验证已经开启，要换请先关闭", "The second factor is on; switch it off first to change it");

    public static Refusal BuildingUnknown() =>
        new(422, "household.building-unknown", "请重新选楼栋", "Please choose the building again");
    public static Refusal PickupPointUnknown() =>
        new(422, "household.pickup-point-unknown", "这个自提点已停用，请换一个", "This pickup point is closed; please choose another");
    public static Refusal NotYourNeighbourhood() =>
        new(403, "household.not-your-neighbourhood", "这个小区不归您带", "This neighbourhood is not yours");
    public static Refusal MessageUnknown() => new(404, "message.unknown", "没有这条消息", "There is no such message");
    public static Refusal Text(string what, string english, int most) =>
        new(422, "members.text", $"{what}要填 1 到 {most} 个字", $"The {english} must have 1 to {most} letters");
}
