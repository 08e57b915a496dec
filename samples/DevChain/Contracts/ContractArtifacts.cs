using System.Security.Cryptography;
using System.Text.Json;
using DevChain.Packages;
using DevChain.Processes;

namespace DevChain.Contracts;

/// <summary>
/// The contracts of the local chain: LinkToken, Oracle, Operator, PriceConsumer and Probe; and the field's verifiers:
/// SchnorrSECP256K1, VRFTestHelperV1 and VRFTestHelperV2.
/// </summary>
public sealed class ContractArtifacts
{
    private static readonly TimeSpan CompileTimeout = TimeSpan.FromMinutes(3);

    private readonly string _folder;

    private ContractArtifacts(string folder)
    {
        _folder = folder;
    }

    /// <summary>Compiles the contracts, unless that was done before for the same sources, compilers and settings.</summary>
    /// <exception cref="InvalidOperationException">Node.js is missing, the packages could not be installed, or a source has faults.</exception>
    public static async Task<ContractArtifacts> LoadAsync(CancellationToken cancellationToken = default)
    {
        await DevPackages.InstallAsync(cancellationToken);
        var source = RepositoryFolder.Combine("samples", "DevChain", "solidity");
        var folder = Path.Combine(DevPackages.Folder, "artifacts", await HashAsync(source, cancellationToken));
        if (!Directory.Exists(folder))
        {
            using var compiling = await FileLock.AcquireAsync(
                Path.Combine(DevPackages.Folder, "obj", "compile.lock"), CompileTimeout, cancellationToken);
            if (!Directory.Exists(folder))
            {
                await CompileAsync(source, folder, cancellationToken);
            }
        }

        return new ContractArtifacts(folder);
    }

    /// <summary>One contract.</summary>
    /// <exception cref="FileNotFoundException">There is no contract of this name.</exception>
    public async Task<ContractArtifact> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var file = File.OpenRead(Path.Combine(_folder, $"{name}.json"));
        var artifact = await JsonSerializer.DeserializeAsync<JsonElement>(file, cancellationToken: cancellationToken);
        return new ContractArtifact(
            name, artifact.GetProperty("abi"), Convert.FromHexString(artifact.GetProperty("bytecode").GetString()![2..]));
    }

    private static async Task CompileAsync(string source, string folder, CancellationToken cancellationToken)
    {
        // A folder that exists is complete: what a killed compiler leaves has another name.
        var unfinished = $"{folder}.unfinished";
        await ProgramRun.ToEndAsync(
            new ChildProcessOptions
            {
                FileName = NodePackages.Require("node"),
                Arguments = [Path.Combine(source, "compile.mjs"), DevPackages.Folder, unfinished],
            },
            CompileTimeout,
            cancellationToken);
        Directory.Move(unfinished, folder);
    }

    private static async Task<string> HashAsync(string source, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(source, "*.sol").Order(StringComparer.Ordinal)
            .Append(Path.Combine(source, "compile.mjs"))
            .Append(Path.Combine(DevPackages.Folder, "package-lock.json"));
        foreach (var file in files)
        {
            hash.AppendData(await File.ReadAllBytesAsync(file, cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
