namespace Linli.Campaigns;

/// <summary>
/// 成团 — how far a group deal is. Who pays joins the first group; when that is full (每团最多几户), who comes later forms the next.
/// </summary>
/// <param name="Least">A group is reached with so many households.</param>
/// <param name="Most">A group holds so many; nothing means all join the first.</param>
/// <param name="Joined">Households that have paid.</param>
/// <param name="Reached">Groups that are reached; such a group stays reached.</param>
public readonly record struct Deal(int Least, int? Most, int Joined, int Reached)
{
    /// <summary>Households in a group that is reached: the first ones that paid.</summary>
    public int In => Reached == 0 ? 0 : Most is { } most ? Math.Min(Joined, Reached * most) : Joined;

    /// <summary>Households that paid and whose group is not reached yet; at the deadline their money goes back.</summary>
    public int Waiting => Joined - In;

    /// <summary>How many may still join the groups that are reached; nothing means any number.</summary>
    public int? Free => Most is { } most ? Reached * most - In : Reached == 0 ? 0 : null;

    /// <summary>How many are missing until the next group is reached; none while there is room in one that is.</summary>
    public int Missing => Free is 0 ? Math.Max(Least - Waiting, 0) : 0;

    /// <summary>Which group somebody is in, by the place among those that paid and did not leave: 1 is the first.</summary>
    public int GroupOf(int place) => Most is { } most ? (place - 1) / most + 1 : 1;

    /// <summary>How many groups are reached by those that joined.</summary>
    public int ReachedNow => Most is { } most ? Joined / most + (Joined % most >= Least ? 1 : 0) : Joined >= Least ? 1 : 0;

    /// <summary>"还差 2 户，20:00 截止": the words of the page, of the post and of messages.</summary>
    /// <param name="failed">How many got their money back when it was over.</param>
    public string Say(DateTimeOffset closesAt, DateTimeOffset now, bool over, int failed, string language)
    {
        var (zh, en) = over ? Ended(failed) : Running(At(closesAt, now, "zh"), At(closesAt, now, "en"));
        return language == "en" ? en : zh;
    }

    (string Zh, string En) Running(string at, string atEn) => this switch
    {
        { Reached: 0, Joined: 0 } => ($"满 {Least} 户成团，{at} 截止", $"{Least} households make the deal, until {atEn}"),
        { Reached: 0 } => ($"还差 {Missing} 户，{at} 截止", $"{Missing} more by {atEn}"),
        { Most: null } => ($"已成团，{Joined} 户一起买，{at} 截止", $"Reached with {Joined} households; open until {atEn}"),
        { Free: > 0 } => ($"第 {Reached} 团已成，还能进 {Free} 户，{at} 截止", $"Group {Reached} is reached; room for {Free} more until {atEn}"),
        { Waiting: 0 } => ($"{Full}满了，来晚的进第 {Reached + 1} 团，满 {Least} 户成团，{at} 截止",
            $"{(Reached == 1 ? "Group 1 is" : $"{Reached} groups are")} full; who comes later forms group {Reached + 1}, reached with {Least}, until {atEn}"),
        _ => ($"第 {Reached + 1} 团还差 {Missing} 户，{at} 截止，凑不够全额退款", $"Group {Reached + 1} needs {Missing} more by {atEn}, or all its money goes back"),
    };

    (string Zh, string En) Ended(int failed) => this switch
    {
        { Reached: 0 } => ($"没凑够 {Least} 户，没有成团，付的钱全额退回", $"Fewer than {Least} households: not reached, all money goes back"),
        _ when failed > 0 => ($"成了 {Reached} 团，{Joined} 户；第 {Reached + 1} 团只有 {failed} 户，没凑够 {Least} 户，全额退款",
            $"{Reached} reached with {Joined} households; group {Reached + 1} had only {failed} of {Least}, all its money goes back"),
        { Most: null } => ($"已成团，{Joined} 户一起买", $"Reached with {Joined} households"),
        _ => ($"成了 {Reached} 团，{Joined} 户一起买", $"{Reached} reached with {Joined} households"),
    };

    string Full => Reached == 1 ? "第 1 团" : $"前 {Reached} 团";

    static string At(DateTimeOffset moment, DateTimeOffset now, string language)
    {
        var said = BusinessDay.Say(moment);
        var (today, day) = (BusinessDay.Of(now), BusinessDay.Of(moment));
        return day == today ? said.Split(' ')[1]
            : day == today.AddDays(1) ? (language == "en" ? "tomorrow " : "明天 ") + said.Split(' ')[1]
            : language == "en" ? BusinessDay.SayInEnglish(moment) : said;
    }
}
