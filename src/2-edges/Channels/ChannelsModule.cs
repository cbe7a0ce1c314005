using Linli.Campaigns;
using Linli.Fulfilment;
using Linli.Ordering;
using Linli.Payments;
using Microsoft.Extensions.Configuration;

namespace Linli.Channels;

/// <summary>渠道 — how the shop reaches people outside its own screens: codes and notices of its mini-program, robots in groups, and what WeChat wants to hear.</summary>
public sealed class ChannelsModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Outgoing>();
        services.AddScoped<Notifying>();
        services.AddScoped<Reporting>();
        services.AddSingleton(OwnNotices.Own);
        services.AddScoped<Posting>();
        // Addresses hold the key of a robot: the framework's own log of them is switched off.
        services.AddHttpClient(Posting.Client, http => http.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.When<DispatchDue>(WhenDispatchDue.Send);
        services.When<PickupReady>(WhenNews.Arrived);
        services.When<DealReached>(WhenNews.DealReached);
        services.When<OrderDealFailed>(WhenNews.DealFailed);
        services.When<RefundDone>(WhenNews.Refunded);
        services.When<CampaignOpened>(WhenGroupNews.Published);
        services.When<PickupReady>(WhenGroupNews.Arrived);
        services.When<OrdersFrozen>(WhenGroupNews.CutOff);
        services.When<PaymentReceived>(WhenShippingDue.Paid);
        services.When<OrderCompleted>(WhenShippingDue.Completed);
        services.When<OrderDropped>(WhenShippingDue.Dropped);
        services.When<RefundDone>(WhenShippingDue.Refunded);
    }

    /// <summary>Refuses settings that cannot work before the doors open.</summary>
    public static void Check(IServiceProvider services) => _ = Posting.Address(services.GetRequiredService<IConfiguration>());

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Link>("channels_links", l => l.Code, row =>
        {
            row.Property(l => l.Code).HasMaxLength(Link.CodeLetters);
            row.Property(l => l.From).HasMaxLength(Link.SceneLetters);
            row.Ignore(l => l.Scene);
        });
        model.Owned<NoticeTemplate>("channels_notice_templates", t => t.Kind, row =>
        {
            row.Property(t => t.Template).HasMaxLength(64);
            row.Json(t => t.Fields);
        });
        model.Owned<Consent>("channels_consents", c => new { c.Member, c.Kind });
        model.Owned<ConsentAnswer>("channels_consent_answers", a => a.Id, row =>
        {
            row.Json(a => a.Accepted);
            row.Json(a => a.Declined);
        });
        model.Owned<Robot>("channels_robots", r => r.Id, row =>
        {
            row.Property(r => r.Name).HasMaxLength(Robot.MostName);
            row.Property(r => r.SealedKey).HasMaxLength(500);
            row.Property(r => r.KeyTail).HasMaxLength(Robot.KeyTailLetters);
            row.Json(r => r.Topics);
        });
        model.Owned<Dispatch>("channels_dispatches", d => d.Id, row =>
        {
            row.Index(d => d.At);
            row.Index(d => new { d.To, d.At });
            row.Index(d => new { d.Via, d.TriedAt });
            row.Property(d => d.Title).HasMaxLength(Dispatch.MostTitle);
            row.Property(d => d.Why).HasMaxLength(Dispatch.MostWhy);
        });
        model.Owned<Shipment>("channels_shipments", s => s.Id, row =>
        {
            row.Index(s => new { s.State, s.ShipBy });
            row.Property(s => s.Transaction).HasMaxLength(64);
        });
        model.Owned<ShipmentOrder>("channels_shipment_orders", o => new { o.Order, o.Shipment }, row =>
            row.PartOf(o => o.Shipment, (Shipment s) => s.Orders));
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var channels = api.MapGroup("").WithTags("Channels");
        channels.MapPut("/campaigns/{campaign}/link", MakeLink.Handle).ForSignedIn()
            .Says("A short address of a campaign and the mini-program's code of it", new MakeLink.Body(), ["link.campaign-unknown", "link.point-not-offered", "link.from-wrong"]);
        channels.MapGet("/links/{code}", OpenLink.Handle).ForAnyone().Says("What a scanned code stands for", no: ["link.unknown"]);
        channels.MapGet("/me/subscriptions", ReadSubscriptions.Handle).ForSignedIn().Says("What the shop may tell me by WeChat");
        channels.MapPut("/me/subscriptions/{ask}", AnswerSubscription.Handle).ForSignedIn()
            .Says("What I answered when WeChat asked; each yes is good for one notice", AnswerSubscription.Example, ["notice.not-offered", "notice.ask-id-taken"]);
        channels.MapGet("/notice-templates", ListTemplates.Handle).For(Role.Hq, Role.Owner).Says("Which notices the shop sends by its mini-program");
        channels.MapPut("/notice-templates/{which}", SetTemplate.Handle).For(Role.Hq, Role.Owner)
            .Says("By which template people are told of something", SetTemplate.Example, ["notice.template-wrong", "notice.fields-wrong"]);
        channels.MapGet("/robots", ListRobots.Handle).For(Role.Hq, Role.Owner).Says("The groups of WeCom into which the shop posts");
        channels.MapPut("/robots/{robot}", SetRobot.Handle).For(Role.Hq, Role.Owner)
            .Says("Add or change a robot", SetRobot.Example, ["robot.name", "robot.address-wrong", "robot.topics", "robot.leader-unknown"]);
        channels.MapPut("/robots/{robot}/tests/{test}", TryRobot.Handle).For(Role.Hq, Role.Owner).Says("Post a test into the group", no: ["robot.unknown"]);
        channels.MapGet("/dispatches", ListDispatches.Handle).For(Role.Hq, Role.Owner, Role.Clerk).Says("What was sent, newest first");
        channels.MapPut("/dispatches/{dispatch}/tries/{seen}", SendAgain.Handle).For(Role.Hq, Role.Owner)
            .Says("Send again what failed", no: ["dispatch.unknown", "dispatch.not-stuck", "dispatch.no-yes"]);
        channels.MapGet("/shipments", ListShipments.Handle).For(Role.Hq, Role.Owner, Role.Clerk).Says("What WeChat wants to hear of paid orders, the most urgent first");
    }
}

public readonly record struct DispatchId(Guid Value) : IId<DispatchId>
{
    public static bool TryParse(string? text, out DispatchId id) => Id.TryParse(text, out id);
}

public readonly record struct RobotId(Guid Value) : IId<RobotId>
{
    public static bool TryParse(string? text, out RobotId id) => Id.TryParse(text, out id);
}

public readonly record struct ShipmentId(Guid Value) : IId<ShipmentId>
{
    public static bool TryParse(string? text, out ShipmentId id) => Id.TryParse(text, out id);
}
