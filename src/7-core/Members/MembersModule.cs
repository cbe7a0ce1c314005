namespace Linli.Members;

/// <summary>会员 — the people and households: residents, group leaders, staff, and how they sign in.</summary>
public sealed class MembersModule : Module
{
    /// <summary>Everybody who has a password and may have a second factor.</summary>
    static readonly Role[] workers = [.. Enum.GetValues<Role>().Except([Role.Resident])];

    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Roster>();
        services.AddScoped<Mailbox>();
        services.AddScoped<Registry>();
        services.AddHttpClient<SmsGateway>(http => http.Timeout = SmsGateway.Patience);
        services.AddScoped<WeChatApps>();
        services.AddScoped<WeChatIds>();
        foreach (var own in ReadPrivacy.OfMembers()) services.AddSingleton(own);
        services.AddScoped<MiniProgram>();
        services.AddSingleton<WeChatPlatform>();
        // Addresses hold our secret and codes of people: the framework's own log of them is switched off.
        services.AddHttpClient(WeChatPlatform.Client, http => http.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    /// <summary>Refuses settings that cannot work, saying what to do about them, before the doors open.</summary>
    public static void Check(IServiceProvider services) => _ = services.GetRequiredService<WeChatPlatform>().Account;

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Household>("members_households", h => h.Id, row =>
        {
            row.Index(h => new { h.Building, h.Room }).IsUnique();
            row.Index(h => h.Neighbourhood);
            row.Index(h => h.PhoneTail);
            row.Property(h => h.Room).HasMaxLength(Household.MostRoom);
            row.Property(h => h.Name).HasMaxLength(Household.MostName);
            row.Property(h => h.PhoneTail).HasMaxLength(4);
        });
        model.Owned<Member>("members_members", m => m.Id, row =>
        {
            row.Index(m => m.Phone).IsUnique();
            row.Index(m => m.PhoneTail);
            row.Index(m => m.Household);
            row.Ignore(m => m.Roles);
            row.Json(m => m.Neighbourhoods);
            row.Property(m => m.Phone).HasMaxLength(11);
            row.Property(m => m.PhoneTail).HasMaxLength(4);
            row.Property(m => m.Name).HasMaxLength(Member.MostName);
            row.Property(m => m.RoleWords).HasMaxLength(80);
            row.Property(m => m.PasswordHash).HasMaxLength(200);
            row.Property(m => m.Stamp).HasMaxLength(32);
            row.Property(m => m.TotpSecret).HasMaxLength(Totp.MostSecret);
        });
        model.Owned<Consent>("members_consents", c => new { c.Member, c.Kind }, row =>
            row.HasOne<Member>().WithMany().HasForeignKey(c => new { c.Tenant, c.Member }));
        model.Owned<PhoneGuard>("members_phone_guards", g => g.Phone, row =>
        {
            row.Index(g => g.At);
            row.Json(g => g.CodesAt);
            row.Property(g => g.Phone).HasMaxLength(11);
        });
        model.Owned<SmsCode>("members_sms_codes", c => c.Id, row =>
        {
            row.Index(c => new { c.Phone, c.ExpiresAt });
            row.Property(c => c.Phone).HasMaxLength(11);
            row.Property(c => c.Hash).HasMaxLength(64);
        });
        model.Owned<WeChatIdentity>("members_wechat_identities", i => new { i.Member, i.App }, row =>
        {
            row.Index(i => i.Mark).IsUnique();
            row.HasOne<Member>().WithMany().HasForeignKey(i => new { i.Tenant, i.Member });
            row.Property(i => i.Sealed).HasMaxLength(1000);
            row.Property(i => i.Mark).HasMaxLength(64);
        });
        model.Owned<OwnApp>("members_wechat_apps", a => a.App, row =>
        {
            row.Property(a => a.AppId).HasMaxLength(18);
            row.Property(a => a.SealedSecret).HasMaxLength(500);
            row.Property(a => a.Version).HasMaxLength(OwnApp.MostVersion);
        });
        model.Owned<WeChatVisit>("members_wechat_visits", v => v.Id, row =>
        {
            row.Index(v => v.ExpiresAt);
            row.Property(v => v.Sealed).HasMaxLength(1000);
            row.Property(v => v.Code).HasMaxLength(64);
        });
        model.Owned<Message>("members_messages", m => m.Id, row =>
        {
            row.Index(m => new { m.Household, m.At });
            row.HasOne<Household>().WithMany().HasForeignKey(m => new { m.Tenant, m.Household });
            row.Property(m => m.Title).HasMaxLength(Message.MostTitle);
            row.Property(m => m.Text).HasMaxLength(Message.MostText);
            row.Property(m => m.TitleEn).HasMaxLength(Message.MostTitle);
            row.Property(m => m.TextEn).HasMaxLength(Message.MostText);
            row.Property(m => m.Link).HasMaxLength(Message.MostLink);
        });
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("").WithTags("Members");
        members.MapPut("/sms-codes/{id}", SendCode.Handle).ForAnyone().Guessable()
            .Says("Send a sign-in code to a phone", new SendCode.Body("13800001001", "demo"),
                ["person.phone", "sign-in.shop-unknown", "sms.id-taken", "sms.too-many", "sms.not-set-up", "sms.not-sent"]);
        members.MapPut("/sessions/{session}", SignIn.Handle).ForAnyone().Guessable()
            .Says("Sign in by password or SMS code", new SignIn.Body("13800000001", "demo", Password: "linli-demo-2026"),
                ["sign-in.wrong", "sign-in.locked-out", "sign-in.totp-needed", "sign-in.one-proof", "sign-in.shop-unknown",
                    "person.phone"]);
        members.MapPut("/sessions/{session}/refresh", RefreshSession.Handle).ForAnyone()
            .Says("Go on without signing in again", new RefreshSession.Body("…"), ["sign-in.expired"]);
        members.MapGet("/wechat", ReadWeChat.Handle).ForAnyone().Says("Which of our apps WeChat knows");
        members.MapGet("/wechat/apps", ListWeChatApps.Handle).For(Role.Hq, Role.Owner).Says("By which apps the shop speaks to WeChat");
        members.MapPut("/wechat/apps/{app}", SetWeChatApp.Handle).For(Role.Hq, Role.Owner)
            .Says("The shop's own mini-program or official account; without an app id the house's again", SetWeChatApp.Example,
                ["wechat.app-id-wrong", "wechat.app-secret-wrong", "wechat.own-version-wrong", "wechat.address-not-listed", "wechat.silent", "wechat.busy"]);
        members.MapPut("/sessions/{session}/wechat", SignInByWeChat.Handle).ForAnyone().Guessable()
            .Says("Sign in by WeChat; somebody new gives the phone that WeChat knows", new SignInByWeChat.Body(WeChatApp.MiniProgram, "…", "demo"),
                ["wechat.code-wrong", "wechat.stranger", "wechat.phone-not-given", "wechat.busy", "wechat.blocked", "wechat.silent", "wechat.refuses-us",
                    "wechat.not-set-up", "sign-in.wrong", "sign-in.locked-out", "sign-in.totp-needed", "sign-in.shop-unknown", "person.phone"]);
        Own(members);
        Staff(members);
    }

    static void Own(RouteGroupBuilder members)
    {
        members.MapGet("/me", ReadMe.Handle).ForSignedIn().Says("Who I am here", no: ["sign-in.expired"]);
        members.MapPut("/me/household", JoinHousehold.Handle).For(Role.Resident)
            .Says("Say where I live", new JoinHousehold.Body(Guid.CreateVersion7(), "2单元501", "李女士家"),
                ["household.building-unknown", "household.pickup-point-unknown", "members.text"]);
        members.MapGet("/me/totp", OfferTotp.Handle).For(workers)
            .Says("A new second factor to enter into an authenticator", no: ["totp.already-on"]);
        members.MapPut("/me/totp", SetTotp.Handle).For(workers).Guessable()
            .Says("Switch the second factor on (secret and code) or off (code)",
                new SetTotp.Body("123456", "GEZDGNBVGY3TQOJQ"),
                ["totp.wrong", "totp.secret", "totp.already-on", "sign-in.locked-out"]);
        members.MapPut("/me/password", ChangePassword.Handle).For(workers).Guessable()
            .Says("Change my password; every other device must sign in again",
                new ChangePassword.Body("a new password", "the old one"),
                ["password.wrong", "password.length", "sign-in.locked-out"]);
        members.MapPut("/me/wechat/{binding}", BindWeChat.Handle).ForSignedIn().Guessable()
            .Says("This is who I am in WeChat", new BindWeChat.Body(WeChatApp.MiniProgram, "…"),
                ["wechat.code-wrong", "wechat.taken", "wechat.busy", "wechat.blocked", "wechat.silent", "wechat.refuses-us", "wechat.not-set-up"]);
        members.MapPut("/me/wechat/leaving", LeaveWeChat.Handle).ForSignedIn()
            .Says("Forget who I am in WeChat", new LeaveWeChat.Body(WeChatApp.MiniProgram));
        members.MapGet("/me/privacy", ReadPrivacy.Handle).ForSignedIn()
            .Says("What is kept about me and why, what I agreed to, and what hinders closing my account");
        members.MapGet("/me/data", ReadPrivacy.Take).ForSignedIn().Heavy().Says("All that is kept about me, as a JSON file");
        members.MapPut("/me/consents/{kind}", SetConsent.Handle).ForSignedIn()
            .Says("Agree or not: to be named in lists of chains and deals (showName), to be told of offers (offers)", new SetConsent.Body(true));
        members.MapPut("/me/closure", CloseAccount.Handle).ForSignedIn()
            .Says("Close my account; what the law wants kept stays without my name", new CloseAccount.Body(true), ["account.not-sure", "account.not-yet"]);
        members.MapGet("/me/messages", ReadMessages.Handle).ForSignedIn().Says("What my household was told, newest first");
        members.MapPut("/me/messages/read", MarkMessagesRead.Handle).ForSignedIn()
            .Says("I have read up to this message", new MarkMessagesRead.Body(Id.New<MessageId>()), ["message.unknown"]);
    }

    static void Staff(RouteGroupBuilder members)
    {
        members.MapGet("/people", ListPeople.Handle).For(Role.Hq, Role.Owner, Role.Clerk)
            .Says("The people of the shop, staff first; audited", no: ["person.roles"]);
        members.MapPut("/people/{person}", SetPerson.Handle).For(Role.Hq, Role.Owner)
            .Says("Add or change a person", SetPerson.Example,
                ["person.phone", "person.phone-taken", "person.roles", "person.only-hq-makes-hq", "person.not-yourself",
                    "person.neighbourhoods", "person.supplier-missing", "password.length", "members.text"]);
        members.MapGet("/households", ListHouseholds.Handle).For(Role.Hq, Role.Owner, Role.Clerk, Role.Leader)
            .Says("The households; leaders see their own neighbourhoods; audited", no: ["household.not-your-neighbourhood"]);
        members.MapGet("/audit", ReadAudit.Handle).For(Role.Hq, Role.Owner).Says("Who looked at or changed what, newest first");
    }
}

public readonly record struct MemberId(Guid Value) : IId<MemberId>
{
    public static bool TryParse(string? text, out MemberId id) => Id.TryParse(text, out id);
}

public readonly record struct HouseholdId(Guid Value) : IId<HouseholdId>
{
    public static bool TryParse(string? text, out HouseholdId id) => Id.TryParse(text, out id);
}
