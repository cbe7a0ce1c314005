using System.Security.Cryptography;
using Linli.Payments;
using Linli.Platform;
using Microsoft.Extensions.Configuration;

namespace Linli.Tests.Payments;

/// <summary>Wrong settings are refused at the start, saying what to do.</summary>
[Trait("needs", "nothing")]
public class WeChatSettingsTests
{
    static WeChatAccount? Read(params (string Name, string? Value)[] changes)
    {
        var settings = CountingHouse.Settings("http://127.0.0.1:5099");
        foreach (var (name, value) in changes) settings[name.Contains(':', StringComparison.Ordinal) ? name : "WeChatPay:" + name] = value;
        return WeChatAccount.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    static string Refused(params (string, string?)[] changes)
    {
        var no = Assert.Throws<Refusal>(() => Read(changes));
        // What is secret is in no sentence.
        Assert.DoesNotContain("PRIVATE KEY", no.Message + no.English, StringComparison.Ordinal);
        Assert.DoesNotContain(CountingHouse.ApiKey[..8], no.Message + no.English, StringComparison.Ordinal);
        return no.Code;
    }

    [Fact]
    public void Right_settings_are_taken_and_none_is_no_provider()
    {
        Assert.Equal(CountingHouse.Keys.Serial, Read()!.Serial);
        Assert.Null(Read(("MerchantId", null)));
        var real = Read(("Address", null), ("Linli:PublicAddress", "https://shop.example"))!;
        Assert.Equal(["api.mch.weixin.qq.com", "api2.mch.weixin.qq.com"], real.Hosts.Select(h => h.Host));
        Assert.Equal("ABC", Read(("Certificate", null), ("Serial", "abc"))!.Serial);
    }

    [Fact]
    public void Each_wrong_setting_is_named()
    {
        using var shortKey = RSA.Create(1024);
        using var another = RSA.Create(2048);
        Assert.Equal("payment.setting-missing", Refused(("AppId", null)));
        Assert.Equal("payment.setting-missing", Refused(("PrivateKey", null)));
        Assert.Equal("payment.setting-missing", Refused(("Certificate", null)));
        Assert.Equal("payment.setting-missing", Refused(("PublicKeyId", "PUB_KEY_ID_1")));
        Assert.Equal("payment.setting-missing", Refused(("Address", null)));
        Assert.Equal("payment.key-file-unreadable", Refused(("PrivateKey", null), ("PrivateKeyFile", "/nowhere/apiclient_key.pem")));
        Assert.Equal("payment.key-wrong", Refused(("PrivateKey", "not a key")));
        Assert.Equal("payment.key-wrong", Refused(("PrivateKey", CountingHouse.Keys.Public)));
        Assert.Equal("payment.key-short", Refused(("PrivateKey", shortKey.ExportPkcs8PrivateKeyPem())));
        Assert.Equal("payment.certificate-wrong", Refused(("Certificate", "not a certificate")));
        Assert.Equal("payment.certificate-differs", Refused(("PrivateKey", another.ExportPkcs8PrivateKeyPem())));
        Assert.Equal("payment.serial-differs", Refused(("Serial", "ABCDEF")));
        Assert.Equal("payment.api-key-wrong", Refused(("ApiV3Key", "too short")));
        Assert.Equal("payment.public-key-id-wrong", Refused(("PublicKeyId", "0116"), ("PublicKey", CountingHouse.Keys.Public)));
        Assert.Equal("payment.address-wrong", Refused(("NotifyAddress", "http://shop.example")));
        Assert.Equal("payment.address-wrong", Refused(("NotifyAddress", "https://shop.example/?a=1")));
        Assert.Equal("payment.address-wrong", Refused(("Address", "ftp://x")));
    }

    [Fact]
    public void Keys_come_from_files_too()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, CountingHouse.Keys.Key);
            Assert.NotNull(Read(("PrivateKey", null), ("PrivateKeyFile", file)));
        }
        finally { File.Delete(file); }
    }

    [Fact]
    public async Task A_host_with_wrong_settings_does_not_start()
    {
        Assert.Equal("payment.api-key-wrong", await CountingHouse.Refused(async () =>
        {
            await using var house = await CountingHouse.Open(more: new() { ["WeChatPay:ApiV3Key"] = "31 bytes are one byte too few.." });
        }));
    }
}
