//! What is different about languages: comments, strings, keywords.

/// How a language is written.
#[derive(Debug)]
pub(super) struct Language {
    /// The names by which fences call it, in lower case.
    names: &'static [&'static str],
    /// What begins a comment up to the end of the line.
    pub(super) line_comments: &'static [&'static str],
    /// What begins and ends a longer one.
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    /// What begins and ends strings, longer ones first.
    pub(super) strings: &'static [Quotes],
    /// Words of the language itself, with spaces between them.
    keywords: &'static str,
    pub(super) manner: Manner,
}

/// How strings of one kind are written.
#[derive(Debug)]
pub(super) struct Quotes {
    pub(super) mark: &'static str,
    /// Whether a backslash takes the meaning of what follows.
    pub(super) has_escapes: bool,
    /// Whether it can have several lines.
    pub(super) is_long: bool,
    /// Whether it holds one letter: other marks of the same kind are no quotes.
    pub(super) is_letter: bool,
}

/// What names are in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Nothing is a name.
    Program,
    /// A word or a string before `:` is a key.
    Data,
    /// A word before `:` or `=` at the start of a line is a key, and `[…]` there a table.
    Lines,
    /// The first word of a command is a name; a `#` begins a comment behind white space only.
    Shell,
    /// Tags and attributes.
    Tags,
}

const fn quotes(mark: &'static str) -> Quotes {
    Quotes { mark, has_escapes: true, is_long: false, is_letter: false }
}

const fn long(mark: &'static str, has_escapes: bool) -> Quotes {
    Quotes { mark, has_escapes, is_long: true, is_letter: false }
}

const fn letter(mark: &'static str) -> Quotes {
    Quotes { mark, has_escapes: true, is_long: false, is_letter: true }
}

const fn raw(mark: &'static str) -> Quotes {
    Quotes { mark, has_escapes: false, is_long: false, is_letter: false }
}

const C_COMMENT: Option<(&str, &str)> = Some(("/*", "*/"));
const BOTH: &[Quotes] = &[quotes("\""), quotes("'")];

/// Every language that is known.
static LANGUAGES: &[Language] = &[
    Language {
        names: &["json", "json5", "jsonc", "webmanifest"],
        line_comments: &["//"],
        block_comment: C_COMMENT,
        strings: BOTH,
        keywords: "true false null",
        manner: Manner::Data,
    },
    Language {
        names: &["yaml", "yml"],
        line_comments: &["#"],
        block_comment: None,
        strings: &[long("\"", true), long("'", false)],
        keywords: "true false null yes no on off",
        manner: Manner::Lines,
    },
    Language {
        names: &["toml", "ini", "properties", "conf", "cfg", "dotenv", "env"],
        line_comments: &["#", ";"],
        block_comment: None,
        strings: &[long("\"\"\"", true), long("'''", false), quotes("\""), raw("'")],
        keywords: "true false",
        manner: Manner::Lines,
    },
    Language {
        names: &["bash", "sh", "shell", "zsh", "fish", "powershell", "ps1", "bat"],
        line_comments: &["#"],
        block_comment: None,
        strings: &[long("\"", true), long("'", false)],
        keywords: "if then else elif fi for in do done while until case esac function return \
            local export",
        manner: Manner::Shell,
    },
    Language {
        names: &["dockerfile", "docker"],
        line_comments: &["#"],
        block_comment: None,
        strings: BOTH,
        keywords: "FROM AS RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG \
            HEALTHCHECK SHELL",
        manner: Manner::Program,
    },
    Language {
        names: &["python", "py", "pycon"],
        line_comments: &["#"],
        block_comment: None,
        strings: &[long("\"\"\"", true), long("'''", true), quotes("\""), quotes("'")],
        keywords: "and as assert async await break class continue def del elif else except \
            finally for from global if import in is lambda not or pass raise return try \
            while with yield None True False",
        manner: Manner::Program,
    },
    Language {
        names: &["javascript", "js", "mjs", "cjs", "jsx", "typescript", "ts", "tsx", "node"],
        line_comments: &["//"],
        block_comment: C_COMMENT,
        strings: &[quotes("\""), quotes("'"), long("`", true)],
        keywords: "as async await break case catch class const continue default delete else \
            export extends finally for from function if import in instanceof interface \
            let new of return static switch this throw try type typeof var void while \
            yield true false null undefined",
        manner: Manner::Program,
    },
    Language {
        names: &["go", "golang"],
        line_comments: &["//"],
        block_comment: C_COMMENT,
        strings: &[quotes("\""), quotes("'"), long("`", false)],
        keywords: "break case chan const continue default defer else for func go if import \
            interface map package range return select struct switch type var nil true \
            false",
        manner: Manner::Program,
    },
    Language {
        names: &["rust", "rs"],
        line_comments: &["//"],
        block_comment: C_COMMENT,
        strings: &[long("\"", true), letter("'")],
        keywords: "as async await break const continue crate dyn else enum extern fn for if \
            impl in let loop match mod move mut pub ref return self Self static struct \
            super trait type unsafe use where while true false",
        manner: Manner::Program,
    },
    Language {
        names: &["java", "kotlin", "kt", "scala", "swift", "dart", "groovy", "csharp", "cs", "c#"],
        line_comments: &["//"],
        block_comment: C_COMMENT,
        strings: &[long("\"\"\"", true), quotes("\""), quotes("'")],
        keywords: "abstract async await break case catch class const continue default do else \
            enum extends final finally for foreach fun func if implements import in \
            interface is let namespace new object override package private protected \
            public return static struct super switch this throw throws try using val var \
            void when while true false null nil",
        manner: Manner::Program,
    },
    Language {
        names: &["c", "h", "cpp", "c++", "cc", "hpp", "objc", "objectivec", "proto", "protobuf"],
        line_comments: &["//"],
        block_comment: C_COMMENT,
        strings: BOTH,
        keywords: "auto bool break case char class const constexpr continue default delete do \
            double else enum extern float for if int long message namespace new oneof \
            package repeated return rpc service short signed sizeof static string struct \
            switch syntax template this throw try typedef union unsigned using virtual \
            void while true false nullptr NULL",
        manner: Manner::Program,
    },
    Language {
        names: &["ruby", "rb", "elixir", "ex", "crystal"],
        line_comments: &["#"],
        block_comment: None,
        strings: BOTH,
        keywords: "and begin break case class def defmodule do else elsif end ensure fn for if \
            in module next not or require rescue return self super then unless until \
            when while yield true false nil",
        manner: Manner::Program,
    },
    Language {
        names: &["php"],
        line_comments: &["//", "#"],
        block_comment: C_COMMENT,
        strings: BOTH,
        keywords: "abstract array as break case catch class const continue echo else elseif \
            extends final fn for foreach function if implements interface namespace new \
            private protected public require return static switch throw try use while \
            true false null",
        manner: Manner::Program,
    },
    Language {
        names: &["sql", "psql", "postgresql", "mysql", "sqlite"],
        line_comments: &["--"],
        block_comment: C_COMMENT,
        strings: &[long("'", false), raw("\"")],
        keywords: "SELECT FROM WHERE AND OR NOT NULL INSERT INTO VALUES UPDATE SET DELETE \
            CREATE TABLE INDEX ALTER DROP JOIN LEFT ON AS ORDER BY GROUP LIMIT PRIMARY \
            KEY DEFAULT GRANT TO select from where and or not null insert into values \
            update set delete create table index alter drop join left on as order by \
            group limit primary key default grant to",
        manner: Manner::Program,
    },
    Language {
        names: &["hcl", "terraform", "tf", "nix", "lua", "nginx", "nginxconf", "makefile", "make"],
        line_comments: &["#", "--"],
        block_comment: C_COMMENT,
        strings: BOTH,
        keywords: "resource data variable output module provider locals terraform for if in let \
            inherit with local function end then else return server location include \
            true false null nil",
        manner: Manner::Program,
    },
    Language {
        names: &["css", "scss", "less"],
        line_comments: &[],
        block_comment: C_COMMENT,
        strings: BOTH,
        keywords: "",
        manner: Manner::Data,
    },
    Language {
        names: &["html", "xml", "xhtml", "svg", "xsd", "xsl", "plist", "vue", "handlebars", "hbs"],
        line_comments: &[],
        block_comment: Some(("<!--", "-->")),
        strings: &[long("\"", false), long("'", false)],
        keywords: "",
        manner: Manner::Tags,
    },
];

impl Language {
    /// Whether a word is one of the language itself.
    pub(super) fn has_keyword(&self, word: &str) -> bool {
        self.keywords.split(' ').any(|keyword| keyword == word)
    }
}

/// The language of a name in lower case.
pub(super) fn find(name: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.names.contains(&name))
}

/// The language of commands.
pub(super) fn shell() -> Option<&'static Language> {
    find("sh")
}
