using System.Diagnostics;
using Linli.Campaigns;
using Linli.Tests.Campaigns;
using Linli.Tests.Ordering;

namespace Linli.Bench;

/// <summary>./bench chain [--data DIR]: how right, how sure and how fast pasted chains are read, on labelled chains.</summary>
static class Chains
{
    public static bool Run(string folder, TimeSpan time)
    {
        if (!Directory.Exists(folder))
        {
            Figures.Say($"{folder} is not there: ./bench chain --data DIR");
            return false;
        }

        var meals = Labelled.Meals(folder);
        var score = Labelled.Judge(meals);
        foreach (var miss in score.Misses) Figures.Say(miss);
        Print("entries", score.Entries, "entries", 0);
        Print("quantity_accuracy", (double)score.Quantities / score.Entries, "share", 4);
        Print("area_accuracy", (double)score.Areas / score.Entries, "share", 4);
        // Told no pickup points, the grammar alone finds H区 and 1栋B座, but cannot know that 云谷 is a place.
        Print("area_accuracy_without_points", (double)Labelled.Judge(Labelled.Meals(folder, blind: true)).Areas / score.Entries, "share", 4);
        Print("chain_totals_right", score.Totals, $"of {score.Chains}", 0);
        Print("wrong_marked_sure", score.WrongSure, "entries", 0);
        Print("marked_sure", (double)score.Sure / score.Entries, "share", 4);

        var (forms, wrong) = File.Exists(Path.Combine(folder, "forms.json")) ? Labelled.Forms(folder) : (0, []);
        var kitchens = File.Exists(Path.Combine(folder, "home_kitchen_annotated.json")) ? Labelled.Kitchens(folder) : [];
        foreach (var one in wrong.Concat(kitchens)) Figures.Say(one);
        Print("forms_right", forms - wrong.Select(w => w.Split('.', ':')[0]).Distinct().Count(), $"of {forms}", 0);
        Print("kitchen_chains_wrong", kitchens.Select(w => w.Split(':')[0]).Distinct().Count(), "chains", 0);
        Bill(folder);
        Speed(meals, time);
        return true;
    }

    static void Bill(string folder)
    {
        if (!File.Exists(Path.Combine(folder, LabelledBill.File))) return;
        var told = LabelledBill.Judge(folder);
        foreach (var one in told.Where(t => !t.Right)) Figures.Say($"paid by {one}, should be {one.Wanted}");
        Print("payments_matched", told.Count(t => t.Right), $"of {told.Count}", 0);
        Print("payments_wrong_marked_sure", told.Count(t => t is { Right: false, Sure: true }), "payments", 0);
    }

    static void Speed(List<Labelled.Case> meals, TimeSpan time)
    {
        var (entries, clock) = (0L, Stopwatch.StartNew());
        while (clock.Elapsed < TimeSpan.FromSeconds(1)) foreach (var meal in meals) ChainReader.Read(meal.Text, meal.Context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (clock.Restart(); clock.Elapsed < time;)
            foreach (var meal in meals) entries += ChainReader.Read(meal.Text, meal.Context).Entries.Count;
        Print("us_per_entry", clock.Elapsed.TotalMicroseconds / entries, "µs", 1);
        Print("kb_per_entry", (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0 / entries, "kB", 1);

        var longest = "#接龙\n今日清单\n\n" + string.Join('\n', Enumerable.Range(1, ChainReader.MostEntries).Select(i => $"{i}. 邻居{i}号 {i % 9 + 1}份 H区 少饭 已付"));
        clock.Restart();
        var read = ChainReader.Read(longest, meals[0].Context).Entries.Count;
        Print("longest_paste", clock.Elapsed.TotalMilliseconds, $"ms for {read} entries", 0);
        GC.Collect();
        Print("memory", Environment.WorkingSet / 1048576.0, "MB", 0);
    }

    static void Print(string figure, double value, string unit, int digits) => Figures.Print("chain", "jielong", figure, value, unit, digits);
}
