"""Messages of our own writing: a newsletter, a forwarded mail, with what real ones get wrong."""

from email.message import EmailMessage

NEWSLETTER = """<html><body style="background:#eee">
<div style="display:none">Aperçu : les appels du mois</div>
<table><tr><td><a href="https://clic.example/web?u=1">Voir ce message en ligne</a></td></tr></table>
<table><tr><td><h2><a href="https://clic.example/1">Appel à projets eau et assainissement</a></h2>
<p>Ouvert jusqu’au <b>15 mars 2027</b> aux communes. Contact : jeanne.martin@fonds.example</p></td></tr>
<tr><td><p><strong>Fonds de coopération jeunesse 2027</strong></p><p>Subventions de 5 000 €.</p>
<p><a href="https://clic.example/2">En savoir plus</a></p></td></tr>
<tr><td><h3>Agenda de la semaine</h3><p>Rien à signaler.</p></td></tr></table>
<p><a href="https://clic.example/unsub?u=1">Se désabonner</a> <a href="https://www.linkedin.com/x">LinkedIn</a></p>
</body></html>"""

FORWARD = """Bonjour, cet appel devrait être dans la veille.
Claire

---------- Forwarded message ---------
De : Fonds d’essai <contact@fonds.example>
Date: lun. 23 nov. 2026 à 10:12
Objet : Appel climat
À : <claire.durand@ville.example>

Le fonds ouvre un appel climat jusqu’au 5 avril 2027.
Détails : https://fonds.example/climat
Pour ne plus recevoir ces messages, se désinscrire : https://fonds.example/unsub
"""


def a_message(sender: str, subject: str, body: str, *, html: bool = False, **headers: str) -> bytes:
    """The bytes of a message."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "veille@exemple.fr", subject
    message["Date"] = "Mon, 23 Nov 2026 10:12:00 +0100"
    message["Message-ID"] = f"<{abs(hash((sender, subject, body)))}@exemple.fr>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body, subtype="html" if html else "plain")
    return message.as_bytes()
