"""The packet: draw forms and sheets, assemble, stamp, bookmark, link, verify."""
