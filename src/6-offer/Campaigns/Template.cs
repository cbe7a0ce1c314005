namespace Linli.Campaigns;

/// <summary>定时清单 — copies a campaign by itself on certain weekdays, such as the list of 07:00.</summary>
sealed class Template : IOwned
{
    public TenantId Tenant { get; set; }
    public required TemplateId Id { get; init; }
    public required string Name { get; set; }

    /// <summary>What is copied.</summary>
    public required CampaignId Campaign { get; set; }
    public required TimeOnly OpensAt { get; set; }
    public required TimeOnly ClosesAt { get; set; }

    /// <summary>Days after opening.</summary>
    public required int PickupDay { get; set; }
    public required TimeOnly PickupFrom { get; set; }
    public required TimeOnly PickupTo { get; set; }

    /// <summary>1 Monday … 7 Sunday.</summary>
    public required List<int> Weekdays { get; set; }
    public required bool Active { get; set; }

    /// <summary>Grows with each edit, so that alarms set before it are known to be stale.</summary>
    public int Version { get; set; }
    public DateTimeOffset? NextOpening { get; set; }

    public void Check()
    {
        if (Name.Length is 0 or > Linli.Campaigns.Campaign.LongestTitle || Weekdays.Count is 0 or > 7
            || Weekdays.Any(d => d is < 1 or > 7) || ClosesAt <= OpensAt || PickupDay is < 0 or > 7 || PickupTo <= PickupFrom
            || (PickupDay == 0 && PickupFrom < ClosesAt)) throw No.TemplateWrong();
    }

    /// <summary>Sets the alarm for the first opening after a moment.</summary>
    public void Plan(LinliDb db, DateTimeOffset after)
    {
        NextOpening = null;
        if (!Active) return;
        var day = BusinessDay.Of(after);
        while (BusinessDay.At(day, OpensAt) <= after || !Weekdays.Contains(Weekday(day))) day = day.AddDays(1);
        NextOpening = BusinessDay.At(day, OpensAt);
        db.Raise(new PublishingTime(Id, day, Version), Id.Value, at: NextOpening);
    }

    public CopyCampaign.Body Times(DateOnly day) => new(
        BusinessDay.At(day, OpensAt), BusinessDay.At(day, ClosesAt),
        BusinessDay.At(day.AddDays(PickupDay), PickupFrom), BusinessDay.At(day.AddDays(PickupDay), PickupTo));

    static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
}
