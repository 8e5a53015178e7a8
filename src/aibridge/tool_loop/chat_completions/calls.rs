//! The calls of tools in one message, which come in pieces.

use serde_json::json;

use super::super::{InjectedCall, InjectedTools};
use crate::aibridge::lenient_json;
use crate::aibridge::object::{Object, Raw, quoted, raw, written};

/// Whose tool is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The client's; its call has this place in what the client sees.
    Client(u64),
    /// The bridge's, at this place of its toolbox.
    Bridge(usize),
}

/// What the client gets of a piece.
enum Piece {
    AsItCame,
    Changed(Raw),
    Withheld,
}

/// A call as far as it has come.
struct Assembled {
    /// The provider's number for it.
    at: u64,
    /// Its first piece, with whatever the provider adds to calls.
    first: Object,
    id: String,
    name: String,
    /// Its input, as it is written between quotes.
    input: String,
    whose: Option<Whose>,
    /// Whether pieces were held back, because the name had not come.
    is_late: bool,
}

/// The calls of one message.
#[derive(Default)]
pub(super) struct Calls {
    all: Vec<Assembled>,
    shown: u64,
    bytes: usize,
}

impl Calls {
    /// Takes the pieces of an event; gives those that the client gets, and whether they differ.
    pub(super) fn take(&mut self, offered: &InjectedTools, pieces: Vec<Raw>) -> (Vec<Raw>, bool) {
        let (mut shown, mut is_changed) = (Vec::new(), false);
        for (place, piece) in (0..).zip(pieces) {
            match self.piece(offered, place, &piece) {
                Piece::AsItCame => shown.push(piece),
                Piece::Changed(other) => {
                    is_changed = true;
                    shown.push(other);
                }
                Piece::Withheld => is_changed = true,
            }
        }
        (shown, is_changed)
    }

    fn piece(&mut self, offered: &InjectedTools, place: u64, piece: &Raw) -> Piece {
        self.bytes += piece.get().len();
        let Some(mut object) = Object::parse(piece.get()) else { return Piece::AsItCame };
        let at = object.number("index").unwrap_or(place);
        let known = self.all.iter().position(|call| call.at == at);
        let known = known.unwrap_or_else(|| {
            self.all.push(Assembled::new(at, object.clone()));
            self.all.len() - 1
        });
        let call = &mut self.all[known];
        call.add(&object);
        let is_first = call.whose.is_none();
        if is_first {
            if call.name.is_empty() {
                call.is_late = true;
                return Piece::Withheld;
            }
            let of_bridge = offered.find(&call.name).map(Whose::Bridge);
            call.whose = Some(of_bridge.unwrap_or(Whose::Client(self.shown)));
            self.shown += u64::from(of_bridge.is_none());
        }
        let Some(Whose::Client(number)) = call.whose else { return Piece::Withheld };
        if is_first && call.is_late {
            object = call.object();
        } else if number == at {
            return Piece::AsItCame;
        }
        object.set("index", raw(&number));
        Piece::Changed(object.to_raw())
    }

    /// The calls of the bridge's tools.
    pub(super) fn of_bridge(&self) -> Vec<InjectedCall> {
        let call = |call: &Assembled| match call.whose {
            Some(Whose::Bridge(tool)) => {
                Some(InjectedCall { id: call.id.clone(), tool, input: call.input() })
            }
            _ => None,
        };
        self.all.iter().filter_map(call).collect()
    }

    /// The calls of the bridge's tools, as they stand in a message.
    pub(super) fn withheld(&self) -> Vec<Raw> {
        let calls = self.all.iter().filter(|call| matches!(call.whose, Some(Whose::Bridge(_))));
        calls.map(|call| call.object().to_raw()).collect()
    }

    /// Whether the client sees the call at this place of a whole message.
    pub(super) fn shows(&self, place: usize) -> bool {
        self.all.get(place).is_none_or(|call| !matches!(call.whose, Some(Whose::Bridge(_))))
    }

    /// The id of the first call of the client's tools.
    pub(super) fn first_own(&self) -> Option<&str> {
        let own = self.all.iter().find(|call| matches!(call.whose, Some(Whose::Client(_))));
        own.map(|call| call.id.as_str())
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Assembled {
    fn new(at: u64, mut first: Object) -> Self {
        first.remove("index");
        let (id, name, input) = (String::new(), String::new(), String::new());
        Self { at, first, id, name, input, whose: None, is_late: false }
    }

    fn add(&mut self, piece: &Object) {
        self.id.push_str(&piece.text("id").unwrap_or_default());
        if let Some(function) = piece.object(self.member()) {
            self.name.push_str(&function.text("name").unwrap_or_default());
            let input = function.get(self.input_member()).and_then(written);
            self.input.push_str(input.unwrap_or_default());
        }
    }

    /// The input as the model wrote it.
    fn input(&self) -> String {
        lenient_json::read_string(quoted(&self.input).get()).unwrap_or_default()
    }

    fn is_custom(&self) -> bool {
        self.first.get("custom").is_some()
    }

    fn member(&self) -> &'static str {
        if self.is_custom() { "custom" } else { "function" }
    }

    fn input_member(&self) -> &'static str {
        if self.is_custom() { "input" } else { "arguments" }
    }

    /// The call with all that has come of it.
    fn object(&self) -> Object {
        let mut function = self.first.object(self.member()).unwrap_or_default();
        function.set("name", raw(&self.name));
        function.set(self.input_member(), quoted(&self.input));
        let mut call = self.first.clone();
        call.set("id", raw(&self.id));
        if call.get("type").is_none() {
            call.set("type", raw(&json!(self.member())));
        }
        call.set(self.member(), function.to_raw());
        call
    }
}
