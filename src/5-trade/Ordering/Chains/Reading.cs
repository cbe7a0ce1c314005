using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Linli.Campaigns;
using Linli.Members;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>A paste that was read and compared: what a person looks at and what a confirmation carries out are made from it.</summary>
sealed record PasteRead(Ground Ground, ChainText Text, IReadOnlyList<Planned> People, ChainPlan Plan);

/// <summary>Reads a pasted text against its ground. The plan's hash says whether a confirmation would still do what was shown.</summary>
sealed class Reading(Homes homes, Memberships memberships, Caller caller)
{
    public async Task<PasteRead> Of(Ground ground, PasteId paste, string text, IReadOnlyList<ChainChoice> choices, bool confirmed, CancellationToken ct)
    {
        var read = ChainReader.Read(text, ground.Context());
        if (read.Entries.Count == 0) throw No.ChainEmpty();
        var spoken = Spoken.Of(read, choices, ground);
        var people = Planning.Of(ground, spoken, await homes.Find(ground, spoken, ct), choices);
        ground = ground with
        {
            Members = await Quoting.Members([ground.Campaign], people.Select(p => p.Order?.Household ?? p.Home?.Card?.Id).OfType<HouseholdId>(), memberships, ct),
        };
        var shown = Dressing.Dress(ground, read, people, paste, confirmed, caller.Language);
        return new(ground, read, people, shown with { Plan = Hash(ground, people, Fingerprint(text, choices)) });
    }

    /// <summary>The same text with the same choices.</summary>
    public static string Fingerprint(string text, IReadOnlyList<ChainChoice> choices) => Convert.ToHexString(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(new { text, choices }, Json.Options)));

    // What would be done, and the orders and entries it would be done to; in no language.
    static string Hash(Ground ground, IReadOnlyList<Planned> people, string asked)
    {
        var based = new StringBuilder(asked).Append('|').Append(ground.TakesOrders);
        foreach (var p in people)
        {
            based.Append('\n').Append(p.Key).Append('|').Append(p.Change).Append('|').Append(p.Confidence).Append('|').Append(p.Place?.Value)
                .Append('|').Append(p.Note).Append('|').Append(p.Home?.Card?.Id.Value).Append('|').Append(p.Home?.Building?.Id.Value).Append('|').Append(p.Home?.Room)
                .Append('|').Append(p.Person?.State).Append('|').Append(p.Person?.Said.Words).Append('|').Append(p.Order?.Id.Value).Append('|').Append(p.Order?.Paid.Fen);
            foreach (var line in p.Sum.Lines.Concat(p.Before)) based.Append('|').Append(line.Sku.Value).Append('=').Append(line.Amount);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(based.ToString())).AsSpan(0, 16));
    }
}
