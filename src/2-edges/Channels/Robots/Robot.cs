using Linli.Members;

namespace Linli.Channels;

/// <summary>上新, 到货, 截单汇总.</summary>
public enum RobotTopic { Published, Arrived, CutOff }

/// <summary>群机器人 — posts into one group of WeCom (企业微信). Its key is all that protects the group: it lies encrypted and is never shown again.</summary>
sealed class Robot : IOwned
{
    public const int MostName = 40, KeyTailLetters = 4;

    /// <summary>WeCom refuses the twenty-first post of a minute and then keeps the robot silent for longer.</summary>
    public const int PerMinute = 20;
    public static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    public TenantId Tenant { get; set; }
    public required RobotId Id { get; init; }
    public required string Name { get; set; }
    public required string SealedKey { get; set; }
    public required string KeyTail { get; set; }

    /// <summary>Only this leader's campaigns; all of them when there is none.</summary>
    public required MemberId? Leader { get; set; }
    public required List<RobotTopic> Topics { get; set; }
    public required bool Active { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
}
