//! Where on a page command lines are found.

use crate::found;

/// The places at which `orchard bad` is found on a page, each in front of its command.
fn places(text: &str) -> Vec<(usize, usize)> {
    let shown = found(text);
    let place = |line: &str| {
        let mut numbers = line.trim_start().strip_prefix("--> page.md:")?.split(':');
        Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
    };
    shown.lines().filter_map(place).collect()
}

#[test]
fn commands_are_found_in_blocks_of_shell() {
    let table: [(&str, &[(usize, usize)]); 9] = [
        ("```sh\norchard bad\n```\n", &[(2, 9)]),
        ("```console\n$ orchard bad\norchard printed\n```\n", &[(2, 11)]),
        ("```powershell\norchard bad `\n  --x\n```\n", &[(2, 9)]),
        ("1. Run\n\n   ```bash title=\"x\"\n   sudo orchard bad\n   ```\n", &[(4, 17)]),
        ("```\norchard bad\n# a comment\norchard worse\n```\n", &[(2, 9), (4, 9)]),
        ("```\nprinted\norchard bad\n```\n", &[]),
        ("## Examples\n\n```\nprinted\norchard bad\n```\n", &[(5, 9)]),
        ("```text\norchard bad\n```\n", &[]),
        ("<!--\n```sh\norchard bad\n```\n-->\n\n    orchard bad\n", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(places(text), expected, "{text}");
    }
}

#[test]
fn commands_are_found_in_other_languages() {
    let table: [(&str, &[(usize, usize)]); 14] = [
        ("```yaml\n- run: orchard bad\n```\n", &[(2, 16)]),
        (
            "```yaml\n- name: x\n  run: |\n    cd x\n    orchard bad \\\n      --x\n```\n",
            &[(5, 13)],
        ),
        ("```yaml\ncommand: [\"orchard\", \"bad\"]\n```\n", &[(2, 23)]),
        ("```yaml\ncommand:\n  - orchard\n  - \"bad\"\nother: x\n```\n", &[(4, 6)]),
        ("```yaml\nscript:\n- orchard bad\n- orchard worse\n```\n", &[(3, 11), (4, 11)]),
        ("```yaml\nhook: \"orchard bad\"\n```\n", &[(2, 16)]),
        ("```yaml\nname: orchard bad\n```\n", &[]),
        (
            "```dockerfile\nFROM x\nRUN apt \\\n  && orchard bad\nCMD [\"orchard\", \"worse\"]\n```\n",
            &[(4, 14), (5, 18)],
        ),
        ("```hcl\nstartup_script = <<-EOT\n  orchard bad\nEOT\n```\n", &[(3, 11)]),
        ("```tf\ncommand = \"orchard bad\"\n```\n", &[(2, 20)]),
        (
            "```yaml\n- command: [\"orchard\"]\n  args:\n    - bad\n- args: [\"worse\"]\n```\n",
            &[(4, 7)],
        ),
        ("```yaml\n    orchard bad \\\n      --x\n```\n", &[(2, 13)]),
        ("```json\n{\"command\": \"orchard\", \"args\": [\"bad\"]}\n```\n", &[(2, 34)]),
        ("```ini\n[Service]\nExecStart=-/usr/bin/orchard bad\n```\n", &[(3, 29)]),
    ];
    for (text, expected) in table {
        assert_eq!(places(text), expected, "{text}");
    }
}

#[test]
fn commands_are_found_inside_of_other_commands() {
    let table: [(&str, &[(usize, usize)]); 6] = [
        ("```sh\nA=1 orchard bad | orchard worse\n```\n", &[(2, 13), (2, 27)]),
        ("```sh\nx=$(orchard bad)\n```\n", &[(2, 13)]),
        ("```sh\ndocker compose exec app orchard bad\n```\n", &[(2, 33)]),
        ("```sh\nkubectl exec -it pod -- orchard bad\n```\n", &[(2, 33)]),
        ("```sh\nbash -c 'orchard bad'\n```\n", &[(2, 18)]),
        ("```sh\nif ! orchard bad; then exit; fi\n```\n", &[(2, 14)]),
    ];
    for (text, expected) in table {
        assert_eq!(places(text), expected, "{text}");
    }
}
