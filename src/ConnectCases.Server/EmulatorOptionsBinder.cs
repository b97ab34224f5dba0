using Microsoft.Extensions.Options;

namespace ConnectCases;

/// <summary>Sets the options from section <c>ConnectCases</c> of the configuration. Rejects invalid settings in one line.</summary>
internal sealed class EmulatorOptionsBinder(IConfiguration configuration) : IConfigureOptions<EmulatorOptions>
{
    public void Configure(EmulatorOptions options)
    {
        var section = configuration.GetSection(EmulatorOptions.Section);
        var failures = SettingsCheck.Failures(section, typeof(EmulatorOptions)).ToList();
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(
                Options.DefaultName, typeof(EmulatorOptions), [string.Join(" ", failures)]);
        }

        section.Bind(options);

        // The binder reads lists only from parts such as Seed:0.
        if (section[nameof(options.Seed)] is { Length: > 0 } seed)
        {
            options.Seed.Add(seed);
        }
    }
}
