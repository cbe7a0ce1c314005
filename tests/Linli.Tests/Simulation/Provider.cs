using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Linli.Standins;

namespace Linli.Tests.Simulation;

/// <summary>The payment provider as the simulation plays with it: a real server that misbehaves, and whose bill is the truth.</summary>
sealed class Provider(Standin standin, string secret, Tally tally) : IDisposable
{
    readonly HttpClient http = new() { BaseAddress = new Uri(standin.Address) };

    public string Address => standin.Address;

    public Task Misbehave(int seed) => Behave(new()
    {
        DelayMs = 150,
        Duplicate = 0.2,
        Reorder = 0.15,
        Lose = 0.12,
        WrongAmount = 0.06,
        WrongSignature = 0.06,
        StaleTimestamp = 0.04,
        Answer500 = 0.04,
        AnswerUnsigned = 0.03,
        Seed = seed,
    });

    /// <summary>Its clock is set ahead, as the house's is.</summary>
    public async Task Later(TimeSpan span)
    {
        using var answer = await http.PutAsJsonAsync(new Uri("control/clock", UriKind.Relative), new { now = DateTimeOffset.UtcNow + span });
        answer.EnsureSuccessStatusCode();
    }

    public Task BehaveWell() => Behave(new());

    async Task Behave(Behaviour behaviour)
    {
        using var answer = await http.PutAsJsonAsync(new Uri("control/behaviour", UriKind.Relative), behaviour, Behaviour.Json);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The household pays on the provider's page. Too late, the page says so, and no money moves.</summary>
    public async Task Pay(Guid payment)
    {
        using var answer = await http.PostAsync(new Uri($"control/pay/{payment:N}", UriKind.Relative), null);
        // Not known there: its start was answered, so the provider must have been told.
        tally.Holds(answer.IsSuccessStatusCode, $"the provider does not know payment {payment}: {(int)answer.StatusCode}");
        if (!answer.IsSuccessStatusCode) return;
        var paid = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString() == "paid";
        tally.Count(paid ? "paid" : "too late to pay");
    }

    /// <summary>Payments less refunds of the days around now, in fen, from the provider's own bill.</summary>
    public async Task<long> Net()
    {
        var (net, signing) = (0L, new Signing(secret, TimeProvider.System));
        foreach (var day in new[] { -1, 0, 1 })
        {
            var path = $"/v1/bills/{DateTime.UtcNow.AddHours(8).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
            var (time, nonce) = (signing.Now(), Signing.NewNonce());
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Add(Signing.Merchant, "linli");
            request.Headers.Add(Signing.Timestamp, time);
            request.Headers.Add(Signing.Nonce, nonce);
            request.Headers.Add(Signing.Signature, signing.OfRequest("GET", path, time, nonce, ""));
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            foreach (var line in (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1))
            {
                var cells = line.Split(',');
                net += (cells[1] == "payment" ? 1 : -1) * long.Parse(cells[^1], CultureInfo.InvariantCulture);
            }
        }

        return net;
    }

    /// <summary>What it did wrong, by kind.</summary>
    public async Task<string> Faults()
    {
        var log = await http.GetFromJsonAsync<List<JsonElement>>(new Uri("control/log", UriKind.Relative));
        string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;
        var kinds = log!.SelectMany(entry => Text(entry, "what") is not "sent" and var what
            ? what is "lost" or "duplicated" or "heldBack" or "gaveUp" or "answer500" ? [what] : Array.Empty<string>()
            : new[] { "false amount", "false signature", "stale" }.Where(k => Text(entry, "detail").Contains(k, StringComparison.Ordinal)));
        return string.Join(", ", kinds.CountBy(k => k).OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key} {k.Value}"));
    }

    public void Dispose() => http.Dispose();
}
