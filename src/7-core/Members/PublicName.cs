using System.Text.RegularExpressions;

namespace Linli.Members;

/// <summary>称呼 — a name for everybody's eyes: without the phone and the door that people put into it.</summary>
public static partial class PublicName
{
    public static string Of(string name) => WithoutDoors(name) is { Length: > 0 } shown ? shown : "邻居";

    public static string WithoutDoors(string text) => Door().Replace(text, "").Trim(' ', '-', '_', ',', '，', '.', '·', '(', ')', '（', '）', '/');

    // 3-2-501, 3栋2单元501室, a phone, or the tail of one: 4 digits and more.
    [GeneratedRegex(@"\d{1,3}\s*(?:[-－—–_#]|号楼|[栋幢座楼])\s*(?:\d{1,2}\s*(?:[-－—–_#]|单元)\s*)?\d{2,4}\s*[室号]?|\d[\d -]{2,}\d")]
    private static partial Regex Door();
}
