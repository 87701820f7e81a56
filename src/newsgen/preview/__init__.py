"""The preview: a site that is rendered as it is looked at, and renews itself while it is written."""
