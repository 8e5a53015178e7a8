//! What inline text is made of, for those who parse blocks and for those who parse inline content.

mod content;
pub(super) mod html;
mod link;
pub(super) mod suspicion;

pub(super) use self::{
    content::Content,
    html::tag_length,
    link::{
        destination_length, directive_length, label_length, normalize_label, resource_length,
        title_length,
    },
};
