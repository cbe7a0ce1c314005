namespace Linli.Host.Keeping;

/// <summary>A file that appears under its name only when it is whole and on the disk; it holds people's data, so only its owner reads it.</summary>
sealed class PartFile : IDisposable
{
    readonly string target;

    PartFile(string target) => this.target = target;

    public string Name => target + ".part";

    public static PartFile For(string target)
    {
        var part = new PartFile(target);
        File.Delete(part.Name);
        return part;
    }

    public void Finish()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Name, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var written = new FileStream(Name, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
        File.Move(Name, target, overwrite: true);
    }

    public void Dispose() => File.Delete(Name);
}
