namespace Linli.Channels;

/// <summary>Every way this room says no.</summary>
static class No
{
    public static Refusal LinkUnknown() => new(404, "link.unknown", "这个码已经失效，请向团长要新的", "This code is no longer valid; ask the group leader for a new one");
    public static Refusal CampaignUnknown() => new(404, "link.campaign-unknown", "没有这个团购，或者还没有发布", "There is no such campaign, or it is not published");
    public static Refusal PointNotOffered() => new(422, "link.point-not-offered", "这个团不送到所选的自提点，请换一个", "This campaign does not deliver to that pickup point; choose another");
    public static Refusal FromWrong() => new(422, "link.from-wrong", "推广链接不完整，请重新复制", "The referral link is not complete; copy it again");

    public static Refusal TemplateWrong() => new(422, "notice.template-wrong",
        "请填公众平台里 20 到 64 位的模板编号", "Give the template's id from the WeChat platform, 20 to 64 letters");
    public static Refusal FieldsWrong() => new(422, "notice.fields-wrong",
        "请按模板填 1 到 8 个字段名，例如 thing1、time2，每个只用一次", "Give 1 to 8 field names as in the template, like thing1 or time2, each once");
    public static Refusal NotOffered() => new(422, "notice.not-offered", "店里没有开通这种提醒", "This shop does not send such notices");
    public static Refusal AskIdTaken() => new(409, "notice.ask-id-taken", "这次订阅已经记过了，请再点一次", "This answer was recorded already; please tap again");

    public static Refusal RobotUnknown() => new(404, "robot.unknown", "没有这个群机器人", "There is no such robot");
    public static Refusal RobotName(int most) => new(422, "robot.name", $"给群起个名字，1 到 {most} 个字", $"Give the group a name of 1 to {most} letters");
    public static Refusal RobotAddress() => new(422, "robot.address-wrong",
        "请粘贴群机器人的完整地址，里面有 key=", "Paste the robot's whole address, with key= in it");
    public static Refusal RobotTopics() => new(422, "robot.topics", "请至少选一种要发到群里的内容", "Choose at least one thing to be posted");
    public static Refusal RobotLeader() => new(422, "robot.leader-unknown", "请重新选团长", "Please choose the group leader again");
    public static Refusal WeComAddress() => new(422, "wecom.address-wrong", "WeCom:Address 要是 https 地址，不能带问号", "WeCom:Address must be an https address without a query");

    public static Refusal DispatchUnknown() => new(404, "dispatch.unknown", "没有这条发送记录", "There is no such dispatch");
    public static Refusal NotStuck() => new(409, "dispatch.not-stuck", "这一条不用重发", "This one need not be sent again");
    public static Refusal YesGone() => new(409, "dispatch.no-yes",
        "这位居民同意的次数已经用完，不能再发；请用电话或群消息告诉他", "This resident has no yes left, so it cannot be sent again; tell them by phone or in the group");
}
