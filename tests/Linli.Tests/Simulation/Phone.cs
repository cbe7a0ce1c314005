using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Linli.Tests.Simulation;

/// <summary>
/// What a person holds in hand: it loses answers, sends twice, and asks again under the same id until it is answered,
/// however long the house is down.
/// </summary>
/// <param name="unrest">How often a request is sent twice, and how often its answer is not waited for.</param>
sealed class Phone(HttpClient http, string token, int seed, Tally tally, double unrest)
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(180);
    readonly Random dice = new(seed);

    /// <summary>True when an attempt at the last command got no answer, so that it may have been carried out or not.</summary>
    public bool Unsure { get; private set; }

    public Task<Answer> Get(string path) => Until(HttpMethod.Get, path, null);

    public Task<Answer> Put(string path, object? body = null) => Until(HttpMethod.Put, path, body ?? new { });

    /// <summary>Every item of a list, page by page.</summary>
    public async Task<List<JsonElement>> All(string path)
    {
        var (items, after) = (new List<JsonElement>(), (string?)null);
        do
        {
            var page = (await Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}take=200{(after is null ? "" : $"&after={after}")}")).Ok();
            items.AddRange(page.Items);
            after = page.String("next");
        }
        while (after is not null);
        return items;
    }

    async Task<Answer> Until(HttpMethod method, string path, object? body)
    {
        Unsure = false;
        var deadline = DateTime.UtcNow + patience;
        for (var pause = 100; ; pause = Math.Min(pause * 2, 3000))
        {
            if (await Once(method, path, body) is { } answer)
            {
                if (answer.Status == 500) tally.Wrong($"{method} {path} answered 500 {answer.Text}");
                if (answer.Status < 500 && answer.Status != 429) return answer;
                tally.Count($"answers {answer.Status}");
            }

            if (DateTime.UtcNow > deadline) throw new TimeoutException($"{method} {path} was not answered in {patience.TotalSeconds} s");
            tally.Count("retries");
            await Task.Delay(Draw(pause / 2, pause * 2));
        }
    }

    async Task<Answer?> Once(HttpMethod method, string path, object? body)
    {
        var isCommand = method == HttpMethod.Put;
        if (isCommand && Draw(0, 1000) < unrest * 1000)
        {
            tally.Count("sent twice");
            var both = await Task.WhenAll(Send(method, path, body, null), Send(method, path, body, null));
            Unsure |= both.Any(a => a is null || a.Status >= 500);
            // Between two refusals and an acceptance somebody may have given goods back: an acceptance counts.
            return both.OfType<Answer>().OrderBy(a => a.Status).FirstOrDefault();
        }

        var impatience = isCommand && Draw(0, 1000) < unrest * 1000 ? TimeSpan.FromMilliseconds(Draw(1, 120)) : (TimeSpan?)null;
        var answer = await Send(method, path, body, impatience);
        Unsure |= isCommand && (answer is null || answer.Status >= 500);
        return answer;
    }

    // The shop's phone is in several hands at the desk.
    int Draw(int from, int below)
    {
        lock (dice) return dice.Next(from, below);
    }

    async Task<Answer?> Send(HttpMethod method, string path, object? body, TimeSpan? impatience)
    {
        tally.Count("requests");
        using var enough = new CancellationTokenSource(impatience ?? TimeSpan.FromSeconds(20));
        using var request = new HttpRequestMessage(method, "api" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request, enough.Token);
            return await Answer.From(response);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            tally.Count(impatience is not null && e is OperationCanceledException ? "answers not waited for" : "no answer");
            return null;
        }
    }
}
