namespace Linli.Members;

/// <summary>消息 — something a household was told in the app.</summary>
sealed class Message : IOwned
{
    public const int MostTitle = 60, MostText = 500, MostLink = 200;

    public TenantId Tenant { get; set; }
    public required MessageId Id { get; init; }
    public required HouseholdId Household { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    /// <summary>Nothing in messages from before they were written in both languages.</summary>
    public string? TitleEn { get; init; }
    public string? TextEn { get; init; }
    public string? Link { get; init; }

    public (string Title, string Text) In(string language) => language == "en" ? (TitleEn ?? Title, TextEn ?? Text) : (Title, Text);

    /// <summary>How many the person has not read yet: one look into the index of household and time.</summary>
    public static async Task<int> Unread(HouseholdId? household, DateTimeOffset? readTo, LinliDb db, CancellationToken ct)
    {
        if (household is not { } home) return 0;
        var since = readTo ?? DateTimeOffset.UnixEpoch;
        return await db.Set<Message>().CountAsync(m => m.Household == home && m.At > since, ct);
    }
}

readonly record struct MessageId(Guid Value) : IId<MessageId>
{
    public static bool TryParse(string? text, out MessageId id) => Id.TryParse(text, out id);
}
