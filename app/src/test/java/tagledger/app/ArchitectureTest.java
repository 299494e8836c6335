package tagledger.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the house, which point only as {@code CONTRIBUTING.md} draws them. */
@AnalyzeClasses(packages = "tagledger", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule what_may_be_said_knows_nobody_else =
      noClasses()
          .that()
          .resideInAPackage("tagledger.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "tagledger.command..",
              "tagledger.query..",
              "tagledger.app..",
              "org.springframework..",
              "java.sql..");

  @ArchTest
  static final ArchRule commands_know_neither_queries_nor_http =
      noClasses()
          .that()
          .resideInAPackage("tagledger.command..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tagledger.query..", "tagledger.app..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule queries_know_neither_commands_nor_http =
      noClasses()
          .that()
          .resideInAPackage("tagledger.query..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tagledger.command..", "tagledger.app..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule http_reaches_the_others_only_by_what_may_be_said =
      noClasses()
          .that()
          .resideInAPackage("tagledger.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tagledger.command..", "tagledger.query..");

  @ArchTest
  static final ArchRule the_command_line_knows_a_service_only_by_its_address =
      noClasses()
          .that()
          .resideInAPackage("tagledger.app.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "org.axonframework..",
              "tagledger.api..",
              "tagledger.app.http..",
              "tagledger.app.database..");

  @ArchTest
  static final ArchRule controllers_know_no_tables =
      noClasses()
          .that()
          .resideInAPackage("tagledger.app.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");

  @ArchTest
  static final ArchRule the_aggregate_knows_neither_spring_nor_a_database =
      noClasses()
          .that()
          .resideInAPackage("tagledger.command.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "java.sql..",
              "tagledger.command.lane..",
              "tagledger.command.log..");

  @ArchTest
  static final ArchRule the_log_knows_no_lane =
      noClasses()
          .that()
          .resideInAPackage("tagledger.command.log..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tagledger.command.lane..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("tagledger.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule names_are_the_fields_own =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");
}
