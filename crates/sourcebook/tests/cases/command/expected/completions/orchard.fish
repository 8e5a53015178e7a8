# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_orchard_global_optspecs
    string join \n v/verbose h/help
end

function __fish_orchard_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_orchard_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_orchard_using_subcommand
    set -l cmd (__fish_orchard_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c orchard -n "__fish_orchard_needs_command" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_needs_command" -s h -l help -d 'Print help'
complete -c orchard -n "__fish_orchard_needs_command" -f -a "serve" -d 'Serve a directory | or two'
complete -c orchard -n "__fish_orchard_needs_command" -f -a "s" -d 'Serve a directory | or two'
complete -c orchard -n "__fish_orchard_needs_command" -f -a "start" -d 'Serve a directory | or two'
complete -c orchard -n "__fish_orchard_needs_command" -f -a "prune" -d 'Prune trees'
complete -c orchard -n "__fish_orchard_needs_command" -f -a "cut" -d ''
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -s l -l listen -d 'The address to listen on.' -r
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l tls-mode -d 'When to use TLS.' -r -f -a "off\t''
on\t''
auto\t''"
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l tls-ciphers -d '' -r -f -a "a_b\t''
c|d\t''"
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l zones -d 'Zones to serve. Each zone gets its own listener, so a long list needs many' -r
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l prune -d 'When to prune, as * * of a * calendar.' -r
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l keep -d '(deprecated) How long to keep files.' -r
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l pipe -d 'A pipe.' -r
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l old-name -d '(deprecated) An old name.' -r
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l hello -d 'A very_long_word_that_is_longer_than_any_line_of_help_and_therefore_cannot_be_wrapped_at_all here.' -r
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l labels -d 'Labels, 標籤.' -r
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -l bare -d ''
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c orchard -n "__fish_orchard_using_subcommand serve; and not __fish_seen_subcommand_from stop" -f -a "stop" -d 'Stop serving'
complete -c orchard -n "__fish_orchard_using_subcommand serve; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_using_subcommand serve; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -s l -l listen -d 'The address to listen on.' -r
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l tls-mode -d 'When to use TLS.' -r -f -a "off\t''
on\t''
auto\t''"
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l tls-ciphers -d '' -r -f -a "a_b\t''
c|d\t''"
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l zones -d 'Zones to serve. Each zone gets its own listener, so a long list needs many' -r
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l prune -d 'When to prune, as * * of a * calendar.' -r
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l keep -d '(deprecated) How long to keep files.' -r
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l pipe -d 'A pipe.' -r
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l old-name -d '(deprecated) An old name.' -r
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l hello -d 'A very_long_word_that_is_longer_than_any_line_of_help_and_therefore_cannot_be_wrapped_at_all here.' -r
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l labels -d 'Labels, 標籤.' -r
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -l bare -d ''
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c orchard -n "__fish_orchard_using_subcommand s; and not __fish_seen_subcommand_from stop" -f -a "stop" -d 'Stop serving'
complete -c orchard -n "__fish_orchard_using_subcommand s; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_using_subcommand s; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -s l -l listen -d 'The address to listen on.' -r
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l tls-mode -d 'When to use TLS.' -r -f -a "off\t''
on\t''
auto\t''"
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l tls-ciphers -d '' -r -f -a "a_b\t''
c|d\t''"
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l zones -d 'Zones to serve. Each zone gets its own listener, so a long list needs many' -r
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l prune -d 'When to prune, as * * of a * calendar.' -r
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l keep -d '(deprecated) How long to keep files.' -r
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l pipe -d 'A pipe.' -r
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l old-name -d '(deprecated) An old name.' -r
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l hello -d 'A very_long_word_that_is_longer_than_any_line_of_help_and_therefore_cannot_be_wrapped_at_all here.' -r
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l labels -d 'Labels, 標籤.' -r
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -l bare -d ''
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c orchard -n "__fish_orchard_using_subcommand start; and not __fish_seen_subcommand_from stop" -f -a "stop" -d 'Stop serving'
complete -c orchard -n "__fish_orchard_using_subcommand start; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_using_subcommand start; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c orchard -n "__fish_orchard_using_subcommand prune" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_using_subcommand prune" -s h -l help -d 'Print help'
complete -c orchard -n "__fish_orchard_using_subcommand cut" -s v -l verbose -d 'Say more.'
complete -c orchard -n "__fish_orchard_using_subcommand cut" -s h -l help -d 'Print help'
