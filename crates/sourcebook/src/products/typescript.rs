//! TypeScript types of the API document.

use sourcebook_typescript::{Dates, Integers, Responses, Settings, render};

use super::{Product, Render, Rendered};
use crate::artifact::Artifact;
use crate::config::{Choice, Flag, OutFile, Pairs, choices, settings};
use crate::facts::Facts;
use crate::problems::missing_fact;

/// The product.
pub const PRODUCT: Product = Product::new::<TypeScript>(
    "typescript",
    "TypeScript types of what requests and responses hold",
);

choices! {
    /// Which members of responses are required.
    pub enum ResponseMembers {
        /// those that the document requires, and those that have a default
        "declared" => Declared,
        /// all members of a type that only responses hold
        "complete" => Complete,
    }
}

choices! {
    /// What dates are.
    pub enum DateType {
        /// texts, as they are sent
        "string" => String,
        /// objects of the type `Date`, for clients that convert them
        "Date" => Date,
    }
}

choices! {
    /// What integers of 64 bits are.
    pub enum IntegerType {
        /// numbers, exact to 2^53
        "number" => Number,
        /// the type `bigint`
        "bigint" => BigInt,
        /// texts
        "string" => String,
    }
}

settings! {
    struct TypeScript {
        out: OutFile = "api.ts";
        /// Which members of responses are required.
        responses: Choice<ResponseMembers> = ResponseMembers::Declared;
        /// What `date` and `date-time` are.
        dates: Choice<DateType> = DateType::String;
        /// What `int64` and `uint64` are.
        integers: Choice<IntegerType> = IntegerType::Number;
        /// Namespaces of schemas (`serpent` in `serpent.Option`) whose types always begin with a prefix.
        prefixes: Pairs = &[], example &[("serpent", "Serpent")];
        /// Whether the file has a map of paths and operations for openapi-fetch and clients like it.
        client: Flag = false;
    }
}

impl TypeScript {
    fn settings(&self) -> Settings {
        Settings {
            responses: match self.responses {
                ResponseMembers::Declared => Responses::Declared,
                ResponseMembers::Complete => Responses::Complete,
            },
            dates: match self.dates {
                DateType::String => Dates::String,
                DateType::Date => Dates::Date,
            },
            integers: match self.integers {
                IntegerType::Number => Integers::Number,
                IntegerType::BigInt => Integers::BigInt,
                IntegerType::String => Integers::String,
            },
            prefixes: self.prefixes.iter().cloned().collect(),
            client: self.client,
        }
    }
}

impl Render for TypeScript {
    fn render(&self, facts: &Facts) -> Rendered {
        let Some(document) = &facts.api else {
            let help = "add `api = \"openapi.yaml\"` or a command that prints it to `[facts]`";
            let problem = missing_fact(PRODUCT.name, "an API document", help).into();
            return Rendered { artifacts: Vec::new(), problems: vec![problem] };
        };
        let contents = render(document, &self.settings()).into_bytes();
        let artifact = Artifact { path: self.out.clone(), contents, made_by: PRODUCT.name.into() };
        Rendered { artifacts: vec![artifact], problems: Vec::new() }
    }
}
