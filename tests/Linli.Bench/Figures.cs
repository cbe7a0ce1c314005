using System.Text.Json;

namespace Linli.Bench;

/// <summary>Prints figures, and what is going on.</summary>
static class Figures
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(string bench, string @case, string figure, double value, string unit, int digits = 1) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(new { bench, @case, figure, value = Math.Round(value, digits), unit }, json));

    public static void Say(string words) => Console.Error.WriteLine(words);
}
