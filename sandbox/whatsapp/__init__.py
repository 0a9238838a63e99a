"""A WhatsApp gateway on loopback: phones with their messages, spoken to in GREEN-API's dialect."""
