namespace Linli.Host.Keeping;

/// <summary>A file that appears under its name only when it is whole and on the disk; it holds people's data, so only its owner reads it.</summary>
sealed class PartFile : IDisposable
{
    const UnixFileMode onlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    readonly string target;

    PartFile(string target) => this.target = target;

    public string Name => target + ".part";

    public static PartFile For(string target)
    {
        var part = new PartFile(target);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = onlyMine;
        File.Delete(part.Name);
        new FileStream(part.Name, options).Dispose();
        return part;
    }

    public FileStream Open() => new(Name, FileMode.Open, FileAccess.ReadWrite);

    public void Finish()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Name, onlyMine);
        using (var written = Open()) written.Flush(flushToDisk: true);
        File.Move(Name, target, overwrite: true);
    }

    public void Dispose() => File.Delete(Name);
}
