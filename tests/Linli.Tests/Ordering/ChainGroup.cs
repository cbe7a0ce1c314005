using System.Text.Json;

namespace Linli.Tests.Ordering;

/// <summary>One WeChat group of a sale: pastes chains, decides, confirms.</summary>
sealed class ChainGroup(Sale sale, Person by)
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public string Path => $"{sale.Path}/chains/{Id}";

    public static string Text(params string[] people) =>
        "#接龙\n今天的团购\n\n" + string.Join('\n', people.Select((p, i) => $"{i + 1}. {p}"));

    public Task<Answer> Paste(Guid paste, string text, params object[] choices) => by.Put($"{Path}/pastes/{paste}", new { text, name = "东门群", choices });

    public Task<Answer> Paste(string text, params object[] choices) => Paste(Guid.CreateVersion7(), text, choices);

    /// <summary>Looks, and confirms what was shown.</summary>
    public async Task<Answer> Take(string text, params object[] choices) => (await TakeAs(Guid.CreateVersion7(), text, choices)).Ok();

    public async Task<Answer> TakeAs(Guid paste, string text, params object[] choices)
    {
        var plan = (await Paste(paste, text, choices)).Ok();
        return await Confirm(paste, plan.String("plan")!);
    }

    public Task<Answer> Confirm(Guid paste, string plan) => by.Put($"{Path}/pastes/{paste}/confirmation", new { plan });

    public Task<Answer> Undo(Guid paste) => by.Put($"{Path}/pastes/{paste}/undo", new { });

    public async Task<JsonElement> Entry(string nickname) =>
        (await by.Get(Path)).Ok()["entries"].EnumerateArray().Single(e => e.GetProperty("nickname").GetString() == nickname);

    public async Task<string> StateOf(string nickname) => (await Entry(nickname)).GetProperty("state").GetString()!;

    public static JsonElement Person(Answer plan, string nickname) =>
        plan["people"].EnumerateArray().Single(p => p.GetProperty("nickname").GetString() == nickname);

    public static string ChangeOf(Answer plan, string nickname) => Person(plan, nickname).GetProperty("change").GetString()!;

    public static string Counts(Answer outcome) => string.Join(' ', new[] { "added", "changed", "withdrawn", "unchanged", "waiting", "asks" }
        .Where(c => outcome.Long(c) > 0).Select(c => $"{c}:{outcome.Long(c)}")) + $" refused:{outcome["refused"].GetArrayLength()}";
}
