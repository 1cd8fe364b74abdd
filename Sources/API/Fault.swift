// The faults that an operator must mend: the one table behind `/health`, the log, the alert rules and the runbook.

import Values

/// A fault with the sentence that says what is wrong and what to do. `docker/alerts.yml` and the article Running repeat
/// the English one, and a test compares them.
package struct Fault: Sendable {
  /// The name of the check in `/health`, in the log and in the metric `newsroom_check`.
  package let check: String
  /// The name of the alert rule.
  package let alert: String
  package let text: LocalizedText

  private init(_ check: String, alert: String, nl: String, fr: String, en: String) {
    (self.check, self.alert, text) = (check, alert, LocalizedText(nl: nl, fr: fr, en: en))
  }

  package static let all: [Fault] = [
    .unreadablePublicFile, .fullDisk, .latePublication, .heldPublications, .stoppedDeliveries, .refusedRelay,
    .stoppedLinkCheck, .oldCopy, .longLog, .clockSetBack, .oldBackup, .unconfirmedWrites,
  ]

  static let unreadablePublicFile = Fault(
    "publicFile", alert: "NewsroomDown",
    nl: "Het bestand public.sqlite kan niet gelezen worden: controleer de schijf en het bestand.",
    fr: "Le fichier public.sqlite est illisible : vérifiez le disque et le fichier.",
    en: "The file public.sqlite can't be read: check the disk and the file.")

  static let fullDisk = Fault(
    "disk", alert: "DiskFilling",
    nl: "De schijf is bijna vol: maak plaats, want op een volle schijf kan niemand schrijven.",
    fr: "Le disque est presque plein : libérez de l’espace, car on ne peut rien écrire sur un disque plein.",
    en: "The disk is nearly full: make room, because nobody can write to a full disk.")

  static let latePublication = Fault(
    "publishing", alert: "PublicationLate",
    nl: "Een publicatie is te laat en wordt elke seconde opnieuw geprobeerd: zoek de reden in het logboek.",
    fr: "Une publication est en retard et est retentée chaque seconde : cherchez la raison dans le journal.",
    en: "A publication is overdue, and is retried every second: look for the reason in the log.")

  static let heldPublications = Fault(
    "planning", alert: "PlanHeld",
    nl: "Geplande publicaties wachten na een herstel: kijk de planning na en voer `newsroom resume` uit.",
    fr: "Les publications planifiées attendent après une restauration : vérifiez-les et lancez `newsroom resume`.",
    en: "Planned publications wait after a restore: look at the plan and run `newsroom resume`.")

  static let stoppedDeliveries = Fault(
    "deliveries", alert: "DeliveriesStopped",
    nl: "Verzendingen kunnen niet starten en worden opnieuw geprobeerd: zoek de reden in het logboek.",
    fr: "Les envois ne peuvent pas démarrer et sont retentés : cherchez la raison dans le journal.",
    en: "Deliveries can't start, and are retried: look for the reason in the log.")

  static let refusedRelay = Fault(
    "relay", alert: "RelayRefused",
    nl: "De mail wacht, want de mailserver heeft geen geldig certificaat: vernieuw het of stel "
      + "NEWSROOM_SMTP_CERTIFICATES in.",
    fr: "Le courrier attend, car le serveur de messagerie n’a pas de certificat valable : renouvelez-le ou réglez "
      + "NEWSROOM_SMTP_CERTIFICATES.",
    en: "Mail waits, because the relay has no valid certificate: renew it, or set NEWSROOM_SMTP_CERTIFICATES.")

  static let stoppedLinkCheck = Fault(
    "links", alert: "LinkCheckStopped",
    nl: "De controle van links kan niet starten en wordt opnieuw geprobeerd: zoek de reden in het logboek.",
    fr: "La vérification des liens ne peut pas démarrer et est retentée : cherchez la raison dans le journal.",
    en: "The link check can't start, and is retried: look for the reason in the log.")

  static let oldCopy = Fault(
    "copy", alert: "CopyOld",
    nl: "De kopie is ouder dan een minuut: kijk of de schrijvende newsroom, Litestream en de volger lopen.",
    fr: "La copie a plus d’une minute : vérifiez si la newsroom qui écrit, Litestream et le suiveur fonctionnent.",
    en: "The copy is more than a minute old: check that the writer, Litestream and the follower run.")

  static let longLog = Fault(
    "log", alert: "LogNotFolded",
    nl: "Een write-ahead log wordt niet teruggevouwen: beëindig het programma dat het bestand openhoudt, of start "
      + "Litestream opnieuw.",
    fr: "Un journal d’écriture anticipée n’est pas replié : arrêtez le programme qui garde le fichier ouvert, ou "
      + "relancez Litestream.",
    en: "A write-ahead log is not folded back: end the program that keeps the file open, or start Litestream again.")

  static let clockSetBack = Fault(
    "clock", alert: "ClockSetBack",
    nl: "De klok is teruggezet: controleer de tijddienst van de machine en de uren van de geplande publicaties.",
    fr: "L’horloge a été reculée : vérifiez le service de temps de la machine et les heures des publications "
      + "planifiées.",
    en: "The clock was set back: check the time service of the machine and the times of the planned publications.")

  static let oldBackup = Fault(
    "backup", alert: "BackupOld",
    nl: "De laatste goede back-up is ouder dan een dag: voer `newsroom backup` uit en kijk waarom de "
      + "nachtelijke mislukt.",
    fr: "La dernière bonne sauvegarde a plus d’un jour : lancez `newsroom backup` et cherchez "
      + "pourquoi celle de nuit échoue.",
    en: "The last good backup is more than a day old: run `newsroom backup`, and find out why the nightly one fails.")

  static let unconfirmedWrites = Fault(
    "replica", alert: "ReplicaBehind",
    nl: "De replica bevestigt geen wijzigingen en ze krijgen een 202: kijk of Litestream loopt en zijn "
      + "replica bereikt.",
    fr: "Le réplica ne confirme pas les écritures, qui reçoivent un 202 : vérifiez si Litestream "
      + "fonctionne et l’atteint.",
    en: "The replica confirms no writes, and they get a 202: check that Litestream runs and reaches its replica.")
}
