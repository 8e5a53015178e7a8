//! Changes of command lines and settings.

use sourcebook_syntax::problem_code;

problem_code! {
    /// A command is new. Nobody uses it yet, so it breaks nobody, unless it takes the name of an external
    /// command or of an argument.
    pub static COMMAND_ADDED = "command-added", Info, "a command is there that was not";
}

problem_code! {
    /// A command is gone, and no alias keeps its name. Scripts that run it break. Where it was deprecated
    /// or hidden before, it is only told. Keep the old name as an alias for a while.
    pub static COMMAND_REMOVED = "command-removed", Error, "a command is not there any more";
}

problem_code! {
    /// A command is not shown any more and still works. Scripts go on; readers do not find it. Hidden is
    /// something else than removed, so the facts must still have it.
    pub static COMMAND_HIDDEN = "command-hidden", Info, "a command is not shown any more";
}

problem_code! {
    /// A command or an option has one more name. All others go on to work, so it breaks nobody.
    /// Such a name is how a thing is renamed without breaking scripts.
    pub static ALIAS_ADDED = "alias-added", Info, "a command or an option has another name too";
}

problem_code! {
    /// Another name of a command or an option is gone. Scripts that use it break, as they do when the
    /// thing itself is gone.
    pub static ALIAS_REMOVED = "alias-removed", Error, "a name of a command or an option is gone";
}

problem_code! {
    /// An option is new. It breaks nobody; one that is required is told by `option-required` instead.
    /// Its variable and its key in the configuration file are new with it.
    pub static OPTION_ADDED = "option-added", Info, "an option is there that was not";
}

problem_code! {
    /// An option is gone. Scripts that use it break: an error; a warning where it was deprecated before.
    /// Where it is hidden and still works, it is `option-hidden`. A flag, a variable and a key that are
    /// gone together are told once.
    pub static OPTION_REMOVED = "option-removed", Error, "an option is not there any more";
}

problem_code! {
    /// An option is not shown any more and still works. Scripts go on; readers do not find it. Hidden is
    /// something else than removed, so the facts must still have it.
    pub static OPTION_HIDDEN = "option-hidden", Info, "an option is not shown any more";
}

problem_code! {
    /// An option or an argument takes fewer values: a choice is gone, its type is narrower or another
    /// one, it cannot be given several times any more, or it needs its value. Scripts that give another
    /// one break.
    pub static OPTION_NARROWED = "option-narrowed", Error, "an option takes fewer values";
}

problem_code! {
    /// An option or an argument takes more values than it did. Scripts go on as they did. What it lists
    /// as output formats is a response: one more is only told.
    pub static OPTION_WIDENED = "option-widened", Info, "an option takes more values";
}

problem_code! {
    /// The program does not start without the option any more. Scripts and deployments that do not give
    /// it break.
    pub static OPTION_REQUIRED = "option-required", Error, "an option must be given now";
}

problem_code! {
    /// The program starts without the option now, or the option has a default. Scripts that give it go on
    /// as they did, so nobody breaks.
    pub static OPTION_OPTIONAL = "option-optional", Info, "an option can be left out now";
}

problem_code! {
    /// The one-letter flag of an option is gone. Scripts that use it break, although the long flag is
    /// still there. Give the long one in scripts.
    pub static SHORTHAND_REMOVED = "shorthand-removed", Error, "the short flag of an option is gone";
}

problem_code! {
    /// A one-letter flag belongs to another option than before. Scripts that use it go on without an
    /// error and do something else.
    pub static SHORTHAND_MOVED = "shorthand-moved", Error, "a short flag means another option";
}

problem_code! {
    /// A command takes an argument that it did not take. One that can be left out breaks nobody; one that
    /// is required is told by `argument-required` instead.
    pub static ARGUMENT_ADDED = "argument-added", Info, "a command takes a new argument";
}

problem_code! {
    /// A command does not take an argument any more, or takes only one where it took several. Scripts
    /// that give it break.
    pub static ARGUMENT_REMOVED = "argument-removed", Error, "a command takes fewer arguments";
}

problem_code! {
    /// A command does not run without an argument that could be left out, or did not exist. Scripts that
    /// do not give it break.
    pub static ARGUMENT_REQUIRED = "argument-required", Error, "an argument must be given now";
}

problem_code! {
    /// A command runs without an argument that had to be given, or takes it several times. Scripts go on
    /// as they did, so nobody breaks.
    pub static ARGUMENT_OPTIONAL = "argument-optional", Info, "an argument can be left out now";
}

problem_code! {
    /// The arguments of a command stand in another order. Scripts go on without an error and mean
    /// something else.
    pub static ARGUMENT_MOVED = "argument-moved", Error, "arguments stand in another order";
}

problem_code! {
    /// What a command prints lacks a format or a column that could be asked for, or has one more. A
    /// script that reads it gets nothing: an error. One more is only told.
    pub static OUTPUT_CHANGED = "output-changed", Error, "the output of a command is another one";
}

problem_code! {
    /// An environment variable is read that was not. It breaks nobody, unless it is set for another
    /// program by chance.
    pub static VARIABLE_ADDED = "variable-added", Info, "an environment variable is new";
}

problem_code! {
    /// An environment variable is not read any more. Deployments that set it go on without an error and
    /// without the setting. Where the old name is still read, by a deprecated option or as a further
    /// variable, it is a warning.
    pub static VARIABLE_REMOVED = "variable-removed", Error, "an environment variable is not read any more";
}

problem_code! {
    /// A key of the configuration file is new. Files without it go on to work, so it breaks nobody.
    /// Its option may have been there before, as a flag alone.
    pub static KEY_ADDED = "key-added", Info, "a key of the configuration file is new";
}

problem_code! {
    /// A key of the configuration file is not known any more. Files with it are refused, or the setting
    /// is lost without an error.
    pub static KEY_REMOVED = "key-removed", Error, "a key of the configuration file is gone";
}

problem_code! {
    /// A setting stands under another key, and the old one is still read. Files go on to work; write the
    /// new key in new ones.
    pub static KEY_MOVED = "key-moved", Info, "a setting has another key";
}

problem_code! {
    /// A setting allows fewer values: what stands in its structure, or whether it must be there. A
    /// deployment with another value does not start.
    pub static LIMIT_NARROWED = "limit-narrowed", Error, "a setting allows fewer values";
}

problem_code! {
    /// A setting allows more values: what stands in its structure, or that it need not be there.
    /// Deployments go on as they did, so nobody breaks.
    pub static LIMIT_WIDENED = "limit-widened", Info, "a setting allows more values";
}
