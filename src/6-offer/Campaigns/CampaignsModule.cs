namespace Linli.Campaigns;

/// <summary>团购 — what is on offer, from when until when, at which prices, led by whom.</summary>
public sealed class CampaignsModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Board>();
        services.AddScoped<Posts>();
        services.AddScoped<Wants>();
        services.AddScoped<Showing>();
        services.AddScoped<Storefront>();
        services.When<CampaignOpened>(WhenCampaignOpened.Tell);
        services.When<DealReached>(WhenDealReached.Tell);
        services.When<OpeningTime>(WhenOpeningTime.Open);
        services.When<ClosingTime>(WhenClosingTime.CutOff);
        services.When<PublishingTime>(WhenPublishingTime.Publish);
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Campaign>("campaigns_campaigns", c => c.Id, row =>
        {
            row.Property(c => c.Title).HasMaxLength(Campaign.LongestTitle);
            row.Property(c => c.Text).HasMaxLength(Campaign.LongestText);
            row.Json(c => c.Pictures);
            row.Json(c => c.PickupPoints);
            row.Json(c => c.Savings);
            row.Index(c => c.ClosesAt);
        });
        model.Owned<CampaignItem>("campaigns_items", i => new { i.Campaign, i.Sku }, row =>
        {
            row.PartOf(i => i.Campaign, (Campaign c) => c.Items);
            row.Json(i => i.Steps);
            row.Ignore(i => i.StepPrices);
            row.Property(i => i.Praise).HasMaxLength(Campaign.LongestPraise);
        });
        model.Owned<CampaignArea>("campaigns_areas", a => new { a.Campaign, a.Neighbourhood }, row =>
        {
            row.PartOf(a => a.Campaign, (Campaign c) => c.Areas);
            row.Index(a => a.Neighbourhood);
        });
        model.Owned<HouseholdTaking>("campaigns_takings", t => new { t.Campaign, t.Household, t.Sku });
        model.Owned<Interest>("campaigns_interests", i => new { i.Campaign, i.Household }, row => row.Index(i => new { i.Household, i.At }));
        model.Owned<Participant>("campaigns_participants", p => new { p.Campaign, p.Household });
        model.Owned<Template>("campaigns_templates", t => t.Id, row =>
        {
            row.Property(t => t.Name).HasMaxLength(Campaign.LongestTitle);
            row.Json(t => t.Weekdays);
        });
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var planners = new[] { Role.Hq, Role.Owner, Role.Clerk, Role.Leader };
        api.MapGet("/campaigns", ListCampaigns.Handle).ForSignedIn().WithTags("Campaigns")
            .Says("Campaigns, newest cut-off first; residents see their neighbourhood's, leaders their own neighbourhoods'; a search looks into titles and goods, by pinyin too",
                no: ["campaign.search-too-long"]);
        var campaign = api.MapGroup("/campaigns/{campaign}").WithTags("Campaigns");
        campaign.MapGet("", ReadCampaign.Handle).ForSignedIn().Says("One campaign with its items", no: ["campaign.unknown"]);
        campaign.MapPut("", PutCampaign.Handle).For(planners).Says("Write or rewrite a draft campaign", PutCampaign.Example, [
            "campaign.id-taken", "campaign.already-published", "campaign.times-wrong", "campaign.text-wrong", "campaign.items-wrong",
            "campaign.price-wrong", "campaign.limit-wrong", "campaign.sku-inactive", "campaign.points-wrong", "campaign.leader-wrong",
            "campaign.deal-wrong", "campaign.commission-wrong", "campaign.savings-wrong", "campaign.steps-wrong", "campaign.member-price-wrong",
            "campaign.praise-too-long", "campaign.not-your-neighbourhood", "sku.unknown"]);
        campaign.MapPut("/opening", OpenCampaign.Handle).For(planners)
            .Says("Publish: it opens by itself at its opening moment", no: ["campaign.unknown", "campaign.times-wrong"]);
        campaign.MapPut("/items/{sku}/pause", PauseItem.Handle).For(planners)
            .Says("Pause or resume one sku", new PauseItem.Body(true), ["campaign.item-unknown", "campaign.cut-off-passed"]);
        campaign.MapPut("/cut-off", CutOffCampaign.Handle).For(planners)
            .Says("Close early", no: ["campaign.unknown", "campaign.only-leader-closes-early"]);
        campaign.MapPut("/pickup-window", MovePickup.Handle).For(planners)
            .Says("Other pickup times: bags and households follow, and there is a text for the group", MovePickup.Example, ["campaign.unknown", "campaign.pickup-wrong"]);
        campaign.MapPut("/copies/{copy}", CopyCampaign.Handle).For(planners)
            .Says("Copy to a new draft with other times", CopyCampaign.Example, ["campaign.unknown", "campaign.id-taken", "campaign.times-wrong"]);
        campaign.MapGet("/post", ReadPost.Handle).For(planners)
            .Says("The text to paste into a WeChat group", no: ["campaign.unknown"]);
        api.MapGet("/shops/{shop}/campaigns", ListCampaigns.ForPassersBy).ForAnyone().WithTags("Campaigns")
            .Says("What a shared link shows before sign-in: open and announced campaigns of a shop", no: ["shop.unknown"]);
        api.MapGet("/shops/{shop}/campaigns/{campaign}", ReadCampaign.ForPassersBy).ForAnyone().WithTags("Campaigns")
            .Says("One open or announced campaign of a shop, before sign-in", no: ["shop.unknown", "campaign.unknown"]);
        campaign.MapPut("/interest", WantCampaign.Handle).For(Role.Resident)
            .Says("My household wants it, before it opens, and is told when it does", new WantCampaign.Body(true), [
                "campaign.unknown", "campaign.open-already", "campaign.household-missing"]);
        api.MapGet("/me/interests", WantCampaign.Mine).For(Role.Resident).WithTags("Campaigns").Says("Which campaigns my household wanted before they opened");
        campaign.MapGet("/deal", ReadDeal.Handle).ForSignedIn()
            .Says("A group deal: what is missing, who is in which group, who waits, who got the money back", no: ["deal.unknown"]);
        api.MapGet("/shops/{shop}/campaigns/{campaign}/deal", ReadDeal.ForPassersBy).ForAnyone().WithTags("Campaigns")
            .Says("The same before sign-in", no: ["deal.unknown"]);
        api.MapGet("/templates", PutTemplate.List).For(planners).WithTags("Campaigns").Says("Recurring lists and their next opening");
        api.MapPut("/templates/{template}", PutTemplate.Handle).For(planners).WithTags("Campaigns")
            .Says("A list that opens by itself, such as the 07:00 list", PutTemplate.Example, ["template.wrong", "campaign.unknown"]);
    }
}

public readonly record struct CampaignId(Guid Value) : IId<CampaignId>
{
    public static bool TryParse(string? text, out CampaignId id) => Id.TryParse(text, out id);
}

public readonly record struct TemplateId(Guid Value) : IId<TemplateId>
{
    public static bool TryParse(string? text, out TemplateId id) => Id.TryParse(text, out id);
}
